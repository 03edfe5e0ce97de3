// What IMAP asks beyond the first schema: which messages nobody was told of yet, and subscriptions to names that have
// no mailbox.

export const imap = `
-- The first uid that no session was told of (RFC 3501 §2.3.2, \\Recent).
ALTER TABLE mailboxes ADD COLUMN recent_from INTEGER NOT NULL DEFAULT 1;

-- Names that are subscribed to without there being such a mailbox (RFC 9051 §6.3.7). Of those that are, the mailbox knows.
CREATE TABLE subscriptions (
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
`;
