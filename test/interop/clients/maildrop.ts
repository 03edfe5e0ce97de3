// What a client of POP3 is told, and how its harvest is read.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Maildrop = {
  port: number;
  name: string;
  password: string;
  /** Without it: none. The certificate is not checked: it is the server's own. */
  tls?: 'implicit' | 'upgrade';
};

/** Lends a directory that is gone afterwards. */
export async function inDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-client-'));
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The letters in a Maildir, or in a directory of files, in no order that means anything. */
export const readFiles = (directory: string): Buffer[] =>
  globSync(['new/*', 'cur/*', '*'], { cwd: directory, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));

/** Reads `length LF octets`, again and again: how the scripts in Python and Perl hand over what they got. */
export function readCounted(octets: Buffer): Buffer[] {
  const letters: Buffer[] = [];
  for (let at = 0; at < octets.length; ) {
    const end = octets.indexOf('\n', at);
    const length = Number(octets.toString('latin1', at, end));
    letters.push(octets.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
  }
  return letters;
}

/** Most clients write a letter with the line ends of Unix. */
export const withLf = (letter: Buffer): Buffer =>
  Buffer.from(letter.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

/** Some clients end a header that has no blank line behind it with one. */
export const withBlankLine = (letter: Buffer): Buffer =>
  letter.includes('\n\n') ? letter : Buffer.concat([letter, Buffer.from('\n')]);
