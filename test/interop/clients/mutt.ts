// mutt over POP3: opens the maildrop as a folder and copies all of it into a Maildir. It wants a terminal.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peer } from '../peers.ts';
import { runProgram } from '../program.ts';
import { inDirectory, type Maildrop, readFiles, withBlankLine, withLf } from './maildrop.ts';

export const fetchWithMutt = (maildrop: Maildrop): Promise<Buffer[]> =>
  inDirectory(async (directory) => {
    const mail = join(directory, 'mail');
    for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(mail, part), { recursive: true });
    const rc = join(directory, 'muttrc');
    writeFileSync(
      rc,
      `set pop_pass="${maildrop.password}"
set folder="${directory}"
set pop_authenticators="user"
set pop_delete=no
set ssl_starttls=no
set ssl_force_tls=no
set mbox_type=Maildir
set confirmappend=no
set confirmcreate=no
set delete=no
set mark_old=no
set wait_key=no
push "<tag-pattern>~A<enter><tag-prefix><copy-message><kill-line>${mail}<enter><exit>"
`,
    );
    const mutt = peer('mutt');
    const command = `${mutt.path('bin/mutt')} -n -F ${rc} -f pop://${maildrop.name}@127.0.0.1:${maildrop.port}/`;
    // script lends the terminal.
    const done = await runProgram('script', ['-qec', command, '/dev/null'], {
      env: { ...mutt.environment, HOME: directory, TERM: 'xterm', COLUMNS: '80', LINES: '24' },
      limit: 60_000,
    });
    assert.equal(done.status, 0, `${done.signal} ${done.stdout}${done.stderr}`);
    return readFiles(mail);
  });

/** What mutt makes of a letter: CRLF becomes LF, and two fields that count the body end the header. */
export function asMuttKeeps(letter: Buffer): Buffer {
  const text = withBlankLine(withLf(letter)).toString('latin1');
  const end = text.indexOf('\n\n') + 1;
  const body = text.slice(end + 1);
  const counts = `Content-Length: ${body.length}\nLines: ${body.split('\n').length - 1}\n`;
  return Buffer.from(text.slice(0, end) + counts + text.slice(end), 'latin1');
}

/** What mutt cannot carry, from any server. */
export const muttAlters = {
  'dots-without-a-header': 'puts a blank line before the first line that is no header field',
  nul: 'ends a line at its first NUL',
  'control-octets': 'ends a line at some of them',
  'cr-before-crlf': 'takes every CR at the end of a line away',
  'line-of-one-million': 'counts a long line as many in its own Lines field',
};
