// fetchmail: keeps the letters on the server, gives each to `cat`. Runs twice over the same directory where asked.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peer } from '../peers.ts';
import { type Maildrop, readFiles, withBlankLine, withLf } from './maildrop.ts';

/** fetchmail's own words for how it ended (fetchmail(1), EXIT CODES). */
const outcomes: Record<number, 'brought' | 'none' | 'in use'> = { 0: 'brought', 1: 'none', 9: 'in use' };

/** `server` and `user` are fetchmail's own options, such as `uidl` and `keep fastuidl 2`. */
export async function fetchWithFetchmail(
  maildrop: Maildrop,
  directory: string,
  server: string,
  user: string,
): Promise<{ letters: Buffer[]; outcome: 'brought' | 'none' | 'in use' }> {
  const into = join(directory, `mail-${process.hrtime.bigint()}`);
  mkdirSync(into);
  const tls = { none: 'sslproto ""', implicit: 'ssl', upgrade: 'sslproto "tls1.2+"' }[maildrop.tls ?? 'none'];
  const rc = join(directory, 'fetchmailrc');
  writeFileSync(
    rc,
    `set invisible
poll 127.0.0.1 service ${maildrop.port} protocol pop3 ${server}
  user "${maildrop.name}" password "${maildrop.password}" is root here
  no rewrite no sslcertck ${tls} mda "cat > $(mktemp ${into}/XXXXXXXX)" ${user}
`,
    { mode: 0o600 },
  );
  const done = await peer('fetchmail').run(['-f', rc, '--idfile', join(directory, 'ids'), '--nosyslog'], {
    env: { HOME: directory, FETCHMAILHOME: directory, USER: 'root', LOGNAME: 'root' },
  });
  const outcome = outcomes[done.status ?? -1];
  assert.ok(outcome, `${done.status} ${done.stdout}${done.stderr}`);
  return { letters: readFiles(into), outcome };
}

/** What fetchmail makes of a letter: CRLF becomes LF, and a blank line ends the header if none did. */
export const asFetchmailGives = (letter: Buffer): Buffer => withBlankLine(withLf(letter));

/** What fetchmail cannot carry, from any server. */
export const fetchmailAlters = {
  'dots-without-a-header': 'refuses a letter whose header has a line that is no field',
  'bare-cr': 'takes every CR away',
  'cr-before-crlf': 'takes every CR away',
  'line-of-one-million': 'breaks a line after 8,192 octets with NUL, blank and LF',
};
