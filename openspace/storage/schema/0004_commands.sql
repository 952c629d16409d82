-- The log without its index of commands. A command id is chance, so each row wrote a page of its own: 4 KB for an act of
-- 1 KB. Whoever writes has read the log, so knows each command in it (`live/answers.py`); who has not read all of it finds
-- the next seq taken. SQLite cannot drop such an index: the log is written anew (measured: 100,000 events in 0.6 s).

CREATE TABLE log_without_commands (
  board TEXT NOT NULL REFERENCES boards (code),
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  type TEXT NOT NULL,
  person TEXT NOT NULL, -- '' when nobody did it
  command_id TEXT NOT NULL,
  changes TEXT NOT NULL, -- Changes
  before TEXT NOT NULL, -- Changes
  made TEXT NOT NULL, -- {kind: id}
  PRIMARY KEY (board, seq)
);
INSERT INTO log_without_commands
  SELECT board, seq, at, type, person, command_id, changes, before, made FROM log ORDER BY board, seq;
DROP TABLE log;
ALTER TABLE log_without_commands RENAME TO log;
