// The first schema of bodies.db.

export const chunks = `
-- The octets of a body, cut every 256 KiB.
CREATE TABLE chunks (
  body BLOB NOT NULL,
  seq INTEGER NOT NULL,               -- from 0
  octets BLOB NOT NULL,
  PRIMARY KEY (body, seq)
) STRICT;

-- Bodies that the index does not name yet, as far as it was noted: written with the first chunk, taken away some time
-- after the index named the body. What stays here for long is garbage, or a note that a crash prevented.
CREATE TABLE unpublished (
  body BLOB PRIMARY KEY,
  since INTEGER NOT NULL              -- milliseconds
) STRICT, WITHOUT ROWID;
`;
