// Serves the letters of a directory over IMAP, read-only, to one user: what casilla/imap asks of whoever keeps the mail.
//
//   IMAP_PASSWORD=… node read-only.ts DIRECTORY [PORT]

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Account,
  createImapServer,
  type Details,
  ImapRefusal,
  type MailboxId,
  type MailboxInfo,
  type ModSeq,
  type OpenMailbox,
  type Uid,
} from 'casilla/imap';
import { createLetterParser } from 'casilla/message';

const [directory = '.', port = '1143'] = process.argv.slice(2);
const files = readdirSync(directory).filter((name) => name.endsWith('.eml'));
const letters = files.sort().map((name) => readFileSync(join(directory, name)));

const octets = letters.reduce((sum, { length }) => sum + length, 0);
const refuse = () => Promise.reject(new ImapRefusal('NOPERM', 'this is read-only'));
const info: MailboxInfo = {
  mailbox: 1 as MailboxId,
  name: 'INBOX',
  objectId: 'F1',
  specialUse: undefined,
  subscribed: true,
  uidvalidity: 1,
  uidnext: (letters.length + 1) as Uid,
  recentFrom: (letters.length + 1) as Uid,
  modseq: 1 as ModSeq,
  messages: letters.length,
  unseen: letters.length,
  deleted: 0,
  octets,
  deletedOctets: 0,
};

const inbox: OpenMailbox = {
  mailbox: info.mailbox,
  uidvalidity: info.uidvalidity,
  objectId: info.objectId,
  count: letters.length,
  uidnext: info.uidnext,
  modseq: info.modseq,
  uids: Uint32Array.from(letters, (_, index) => index + 1),
  flags: () => 0,
  keywords: () => [],
  keywordsInUse: [],
  modseqOf: () => info.modseq,
  // Nothing ever changes.
  gone: false,
  refresh: () => undefined,
  changedSince: () => ({ uids: [], expunged: false }),
  vanishedSince: async () => ({ ranges: [], complete: true }),
  onChange: () => () => {},
  claimRecent: async () => info.recentFrom,
  details: async (uids) => uids.map((uid) => detailsOf(uid, letters[uid - 1]!)),
  async *octets({ body }, { from, length } = { from: 0, length: Infinity }) {
    yield (body as Buffer).subarray(from, from + length);
  },
  changeFlags: refuse,
  expunge: refuse,
  copy: refuse,
  move: refuse,
  release() {},
};

const account: Account = {
  mailboxes: async () => [info],
  subscribedNames: async () => [],
  open: async () => inbox,
  quota: async () => ({
    octets: { used: octets, limit: undefined },
    messages: { used: letters.length, limit: undefined },
  }),
  create: refuse,
  delete: refuse,
  rename: refuse,
  subscribe: refuse,
  receive: refuse,
  append: refuse,
  close: async () => {},
};

function detailsOf(uid: Uid, letter: Buffer): Details {
  const parser = createLetterParser();
  parser.push(letter);
  const { root, sentDate, ...derived } = parser.end();
  return {
    ...derived,
    uid,
    octets: letter.length,
    internalDate: sentDate ?? 0,
    saveDate: 0,
    sentDate: sentDate ?? undefined,
    emailId: `M${uid}`,
    threadId: `T${uid}`,
    parts: JSON.stringify(root),
    body: letter,
  };
}

const server = createImapServer({
  open: async ({ name, secret }) => {
    if (name === 'reader' && secret === process.env.IMAP_PASSWORD) return account;
    throw new ImapRefusal('AUTHENTICATIONFAILED');
  },
  listen: [{ host: '127.0.0.1', port: Number(port), tls: 'none' }],
});
const [address] = await server.start();
console.log(`${letters.length} letters at imap://reader@127.0.0.1:${address!.port}`);
process.once('SIGTERM', () => server.stop());
