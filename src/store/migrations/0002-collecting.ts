// Sources and the ledger: where letters are collected from, and what was taken from there. What a source is and what its
// state says is the collector's to know: here they are text.

export const collecting = `
CREATE TABLE sources (
  account INTEGER NOT NULL,
  id INTEGER NOT NULL,                -- from the sequence below; never used again
  name TEXT,                          -- as a person calls it; NULL: being removed in slices
  settings TEXT NOT NULL,             -- JSON
  secret BLOB,                        -- sealed by the caller; NULL: it is elsewhere
  state TEXT NOT NULL,                -- JSON: what the last runs left
  made_at INTEGER NOT NULL,           -- milliseconds
  next_entry INTEGER NOT NULL DEFAULT 1,
  revision INTEGER NOT NULL DEFAULT 0, -- moves with every change of its ledger
  PRIMARY KEY (account, id),
  UNIQUE (account, name)
) STRICT, WITHOUT ROWID;
INSERT INTO sequences (name, next) VALUES ('source', 1);

CREATE TABLE ledger (
  account INTEGER NOT NULL,
  source INTEGER NOT NULL,
  entry INTEGER NOT NULL,             -- from 1, in the order of arrival; never used again in its source
  key TEXT NOT NULL,                  -- what the letter is called there
  occurrence INTEGER NOT NULL,        -- 0, 1, …: which of several letters of that name
  octets INTEGER,                     -- as listed there; NULL: no size was listed
  fingerprint TEXT,                   -- of its header; NULL: none
  digest BLOB,                        -- SHA-256 as stored; NULL: it is not stored
  stored_octets INTEGER,              -- with digest
  stored_at INTEGER,                  -- with digest; milliseconds, as are all below
  mailbox INTEGER,                    -- with digest: where it went; it may have gone from there since
  uid INTEGER,
  sent_date INTEGER,
  verified INTEGER NOT NULL DEFAULT 0, -- 1: its octets were read back once, and were right
  aside TEXT,                         -- why it was set aside; NULL: it was not
  tries INTEGER NOT NULL DEFAULT 0,   -- how often it could not be stored
  held INTEGER NOT NULL DEFAULT 0,    -- 1: a person wants it to stay there
  due_since INTEGER,                  -- it is to be deleted there, since then
  deletion INTEGER NOT NULL DEFAULT 0, -- 1: it was asked for, 2: it was confirmed
  absent_since INTEGER,               -- not listed there since then
  PRIMARY KEY (account, source, entry)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_by_key ON ledger (account, source, key, occurrence);
-- Whether a letter was taken from there before, whatever it was called.
CREATE INDEX ledger_by_digest ON ledger (account, source, digest) WHERE digest IS NOT NULL;
`;
