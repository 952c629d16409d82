-- Boards, their links, their log, where people are, and how many walked.
-- Texts that hold JSON are what msgspec makes of the struct named beside them. Instants are ISO 8601 in UTC, so they sort as text.

CREATE TABLE secret (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value BLOB NOT NULL CHECK (length(value) >= 32)
);

CREATE TABLE probe (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  times INTEGER NOT NULL
);
INSERT INTO probe VALUES (1, 0);

CREATE TABLE boards (
  number INTEGER PRIMARY KEY, -- in order of making
  code TEXT NOT NULL UNIQUE,
  epoch TEXT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE links (
  number INTEGER PRIMARY KEY, -- in the order they were given
  key TEXT NOT NULL UNIQUE,
  board TEXT NOT NULL REFERENCES boards (code),
  role TEXT NOT NULL,
  person TEXT
);
CREATE INDEX links_of_board ON links (board);

-- Not WITHOUT ROWID: rows of a kilobyte would go to overflow pages there
-- (measured with 20,000 rows in batches of 256: 1,978 bytes a row against 1,318, and 79,000 rows/s against 98,000).
CREATE TABLE log (
  board TEXT NOT NULL REFERENCES boards (code),
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  type TEXT NOT NULL,
  person TEXT NOT NULL, -- '' when nobody did it: NULLs would all be different to UNIQUE
  command_id TEXT NOT NULL,
  changes TEXT NOT NULL, -- Changes
  before TEXT NOT NULL, -- Changes
  made TEXT NOT NULL, -- {kind: id}
  PRIMARY KEY (board, seq),
  UNIQUE (board, person, command_id)
);

CREATE TABLE whereabouts (
  board TEXT NOT NULL REFERENCES boards (code),
  person TEXT NOT NULL,
  place TEXT, -- NULL: in no count
  day TEXT NOT NULL,
  PRIMARY KEY (board, person)
) WITHOUT ROWID;

CREATE TABLE movements (
  board TEXT NOT NULL REFERENCES boards (code),
  minute TEXT NOT NULL,
  origin TEXT NOT NULL,
  target TEXT NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (board, minute, origin, target)
) WITHOUT ROWID;
