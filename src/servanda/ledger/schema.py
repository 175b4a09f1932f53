"""The tables of a ledger file; rows are only ever appended.

`batch` numbers every transaction and dates it, so that any past state can be read back: it is the
rows whose batch is not later. `record` holds every version of every record, `retired` the batch
from which a newer reading no longer finds it. `passage` and `passage_fts` are derived from the
texts for searching. `predications` holds, deflated, who does what in a document; a file made before
it was kept gets the table when it is next opened for writing, and till then has none.
"""

APPLICATION_ID = 0x53525644  # "SRVD", so that a foreign SQLite file is told apart
USER_VERSION = 1

PREDICATIONS = """
CREATE TABLE IF NOT EXISTS predications (
  document TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(seq),
  body BLOB NOT NULL,
  PRIMARY KEY (document, batch)
) STRICT
"""

DDL = """
CREATE TABLE batch (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  what TEXT NOT NULL
) STRICT;
CREATE TABLE text (
  sha256 TEXT PRIMARY KEY,
  text BLOB NOT NULL
) STRICT;
CREATE TABLE document (
  id TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(seq),
  sha256 TEXT NOT NULL REFERENCES text(sha256),
  extractor TEXT NOT NULL,
  json BLOB NOT NULL,
  PRIMARY KEY (id, batch)
) STRICT;
CREATE TABLE record (
  id TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(seq),
  document TEXT NOT NULL,
  kind TEXT NOT NULL,
  json BLOB NOT NULL,
  PRIMARY KEY (id, batch)
) STRICT;
CREATE INDEX record_document ON record(document, batch);
CREATE INDEX record_kind ON record(kind, batch);
CREATE TABLE retired (
  id TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(seq),
  replaced_by TEXT,
  PRIMARY KEY (id, batch)
) STRICT;
CREATE TABLE judgement (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  batch INTEGER NOT NULL REFERENCES batch(seq),
  record TEXT NOT NULL,
  verdict TEXT NOT NULL,
  other TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  claim TEXT NOT NULL
) STRICT;
CREATE INDEX judgement_record ON judgement(record);
CREATE TABLE failure (
  seq INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch(seq),
  source TEXT NOT NULL,
  cause TEXT NOT NULL,
  remedy TEXT NOT NULL
) STRICT;
CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE passage_fts USING fts5(
  text, content='', tokenize="unicode61 remove_diacritics 2"
);
"""
