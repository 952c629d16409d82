-- What sessions leave behind: the notes' documents and their time lines, photos and published editions.

-- Yjs updates in the order they came; `number` keeps growing over compaction.
CREATE TABLE note_updates (
  board TEXT NOT NULL REFERENCES boards (code),
  topic TEXT NOT NULL,
  number INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (board, topic, number)
);

CREATE TABLE note_revisions (
  number INTEGER PRIMARY KEY, -- in order of writing
  board TEXT NOT NULL REFERENCES boards (code),
  topic TEXT NOT NULL,
  at TEXT NOT NULL,
  seq INTEGER NOT NULL, -- the board's at that moment
  authors INTEGER NOT NULL, -- how many wrote since the one before
  content TEXT NOT NULL
);
CREATE INDEX note_revisions_of_topic ON note_revisions (board, topic);

CREATE TABLE blobs (
  board TEXT NOT NULL REFERENCES boards (code),
  digest TEXT NOT NULL, -- SHA-256 of `content`, hex
  content BLOB NOT NULL,
  PRIMARY KEY (board, digest)
);
