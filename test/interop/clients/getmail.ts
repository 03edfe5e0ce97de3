// getmail6: keeps the letters on the server, delivers into a Maildir.
import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peer } from '../peers.ts';
import { type Maildrop, readFiles, withBlankLine, withLf } from './maildrop.ts';

/** Fetches what is new since the last run over the same directory; the first run fetches all. */
export async function fetchWithGetmail(maildrop: Maildrop, directory: string): Promise<Buffer[]> {
  const mail = join(directory, `mail-${process.hrtime.bigint()}`);
  for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(mail, part), { recursive: true });
  chmodSync(directory, 0o755);
  // getmail6 does not deliver as root; it takes the Maildir's owner instead.
  if (process.getuid!() === 0)
    for (const part of ['', 'new', 'cur', 'tmp']) chownSync(join(mail, part), 65534, 65534);
  const rc = join(directory, 'getmailrc');
  writeFileSync(
    rc,
    `[retriever]
type = SimplePOP3Retriever
server = 127.0.0.1
port = ${maildrop.port}
username = ${maildrop.name}
password = ${maildrop.password}
[destination]
type = Maildir
path = ${mail}/
${process.getuid!() === 0 ? 'user = nobody' : ''}
[options]
delete = false
read_all = false
delivered_to = false
received = false
`,
    { mode: 0o600 },
  );
  const done = await peer('getmail6').run(['--getmaildir', directory, '--rcfile', rc], {
    env: { HOME: directory },
  });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  return readFiles(mail);
}

/** What getmail6 makes of a letter: CRLF becomes LF, and a blank line ends the header if none did. */
export const asGetmailKeeps = (letter: Buffer): Buffer => withBlankLine(withLf(letter));

/** What getmail6 cannot carry, from any server. */
export const getmailAlters = {
  'dots-without-a-header': 'puts a blank line before the first line that is no header field',
  'bare-cr': 'takes a bare CR for a line end',
  'cr-before-crlf': 'takes a bare CR for a line end',
  'header-line-of-60000': 'folds long header lines',
};
