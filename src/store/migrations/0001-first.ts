// The first schema of index.db. Every key leads with the account; every query touches one account.

export const first = `
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,                 -- as it was written when the account was made
  name_key TEXT UNIQUE,               -- prepared for comparison (RFC 8265), made by the caller; NULL: removed
  made_at INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0, -- 1: being removed in slices; no login, no mail
  quota_octets INTEGER,               -- NULL: no limit
  quota_messages INTEGER,
  used_octets INTEGER NOT NULL DEFAULT 0,
  used_messages INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE credentials (
  account INTEGER NOT NULL,
  id INTEGER NOT NULL,
  verifier TEXT NOT NULL,             -- PHC string, {SCHEME} already resolved by the caller
  made_at INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailboxes (
  account INTEGER NOT NULL,
  id INTEGER NOT NULL,                -- from the sequence below; never used again
  object_id BLOB NOT NULL,            -- 8 random octets: the name of this mailbox for ever (RFC 8474, UIDL)
  name TEXT NOT NULL,                 -- NFC; levels separated by '/'; INBOX is upper case
  special_use TEXT,                   -- RFC 6154 attribute without its backslash
  subscribed INTEGER NOT NULL DEFAULT 1,
  uidvalidity INTEGER NOT NULL,
  uidnext INTEGER NOT NULL DEFAULT 1,
  modseq INTEGER NOT NULL DEFAULT 1,
  messages INTEGER NOT NULL DEFAULT 0,
  unseen INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  octets INTEGER NOT NULL DEFAULT 0,
  deleted_octets INTEGER NOT NULL DEFAULT 0,
  vanished_horizon INTEGER NOT NULL DEFAULT 0, -- changes up to this modseq may have lost their vanished rows
  PRIMARY KEY (account, id),
  UNIQUE (account, name)
) STRICT, WITHOUT ROWID;

-- What must never come twice: ids of mailboxes; uidvalidity (seconds, or one more than the last).
CREATE TABLE sequences (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- The last moment of which this copy of the store knows: see lost-time.ts. Milliseconds; 0: none.
CREATE TABLE store (only INTEGER PRIMARY KEY CHECK (only = 1), seen_at INTEGER NOT NULL) STRICT;
INSERT INTO store (only, seen_at) VALUES (1, 0);
INSERT INTO sequences (name, next) VALUES ('mailbox', 1), ('uidvalidity', 1);

-- What a listing reads: narrow rows.
CREATE TABLE messages (
  account INTEGER NOT NULL,
  mailbox INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  modseq INTEGER NOT NULL,
  flags INTEGER NOT NULL DEFAULT 0,   -- bits: see flags.ts
  keywords TEXT,                      -- sorted, separated by one space; NULL: none
  octets INTEGER NOT NULL,            -- as stored
  shape INTEGER NOT NULL,             -- bits: see shape.ts (dotted, unterminated, line ends)
  internal_date INTEGER NOT NULL,     -- milliseconds
  save_date INTEGER NOT NULL,         -- milliseconds (RFC 8514)
  sent_date INTEGER,                  -- milliseconds of the Date header as written there; NULL: none that can be read
  thread BLOB NOT NULL,               -- 8 octets
  scope INTEGER NOT NULL,             -- with body: the body's key
  body BLOB NOT NULL,
  email_id BLOB NOT NULL,             -- 16 octets: the same for copies (RFC 8474)
  arrived_digest BLOB NOT NULL,
  uidl TEXT,                          -- imported; NULL: the native one
  PRIMARY KEY (account, mailbox, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_modseq ON messages (account, mailbox, modseq);
-- No two messages of a mailbox have the same imported unique-id.
CREATE UNIQUE INDEX messages_by_uidl ON messages (account, mailbox, uidl) WHERE uidl IS NOT NULL;
-- Who names a body: verify, and deriving again.
CREATE INDEX messages_by_body ON messages (scope, body);

-- Shared octets. scope: 0 where the whole store shares (SQLite), else the account.
CREATE TABLE bodies (
  scope INTEGER NOT NULL,
  id BLOB NOT NULL,
  digest BLOB NOT NULL,               -- SHA-256 as stored
  octets INTEGER NOT NULL,
  encoding TEXT NOT NULL DEFAULT 'plain',
  refs INTEGER NOT NULL,
  dead_at INTEGER,                    -- milliseconds; NULL: live. Dead never becomes live again
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bodies_live ON bodies (scope, digest) WHERE dead_at IS NULL;
CREATE INDEX bodies_dead ON bodies (dead_at) WHERE dead_at IS NOT NULL;

-- What was computed of a body when it arrived: derived again when the parser learns something. A row of two or three
-- thousand octets would spill into overflow pages in a table WITHOUT ROWID.
CREATE TABLE letters (
  scope INTEGER NOT NULL,
  body BLOB NOT NULL,
  derived_version INTEGER NOT NULL,
  eight_bit INTEGER NOT NULL,         -- 1: envelope or body structure hold octets beyond ASCII; formatted per session
  envelope TEXT NOT NULL,
  body_structure TEXT NOT NULL,
  parts TEXT NOT NULL,                -- JSON: the part tree with octet offsets
  sort_keys TEXT NOT NULL,            -- JSON
  preview TEXT NOT NULL,
  message_id TEXT,
  PRIMARY KEY (scope, body)
) STRICT;

-- Which thread a Message-ID belongs to. ref: first 52 bits of the SHA-256 of the Message-ID.
CREATE TABLE thread_refs (
  account INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  thread BLOB NOT NULL,
  PRIMARY KEY (account, ref)
) STRICT, WITHOUT ROWID;

-- Expunged uids (QRESYNC, RFC 7162 §3.2), one row for each change that took messages away.
CREATE TABLE vanished (
  account INTEGER NOT NULL,
  mailbox INTEGER NOT NULL,
  modseq INTEGER NOT NULL,
  uids TEXT NOT NULL,                 -- ranges as a sequence set: 1:5,7 (RFC 9051 §9)
  at INTEGER NOT NULL,                -- milliseconds
  PRIMARY KEY (account, mailbox, modseq)
) STRICT, WITHOUT ROWID;

-- Operations with an id are done exactly once: the answer is remembered.
CREATE TABLE operations (
  account INTEGER NOT NULL,
  id BLOB NOT NULL,
  answer TEXT NOT NULL,               -- JSON
  done_at INTEGER NOT NULL,           -- milliseconds
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

-- What was imported, so that an import that is begun again adds only what is missing.
CREATE TABLE imported (
  account INTEGER NOT NULL,
  key BLOB NOT NULL,                  -- 16 octets, made by the importer of the folder, the octets and which of equals
  mailbox INTEGER NOT NULL,           -- where it went; it may have gone from there since
  uid INTEGER NOT NULL,
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
`;
