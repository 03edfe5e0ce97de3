// A Maildir as Dovecot leaves one: letters with flags, dates, keywords, and the list of their uids.
import { createHash } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const uidvalidity = 1_690_000_000;
const firstSecond = 1_700_000_000;

/** Writes `count` letters into a new Maildir, one folder in ten in `Archive/2024`. Answers the INBOX's unique-ids. */
export function makeMaildir(directory: string, letters: (number: number) => Buffer, count: number): string[] {
  const lines = { '': '', '.Archive.2024': '' };
  for (const folder of Object.keys(lines))
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(directory, folder, part), { recursive: true });
  const uidls: string[] = [];
  for (let n = 0; n < count; n++) {
    const folder = n % 10 === 9 ? '.Archive.2024' : '';
    const base = `${firstSecond + n}.M${n}P1.host`;
    const file = join(directory, folder, 'cur', `${base}:2,${['', 'S', 'RS', 'FSa'][n % 4]}`);
    writeFileSync(file, letters(n));
    utimesSync(file, firstSecond + n, firstSecond + n);
    const kept = n % 3 === 0;
    lines[folder] += `${n + 1} ${kept ? `Pold-${n} ` : ''}:${base}\n`;
    if (folder === '') uidls.push(kept ? `old-${n}` : `${hex(n + 1)}${hex(uidvalidity)}`);
  }
  for (const [folder, text] of Object.entries(lines)) {
    writeFileSync(join(directory, folder, 'dovecot-uidlist'), `3 V${uidvalidity} N${count + 1} G00\n${text}`);
    writeFileSync(join(directory, folder, 'dovecot-keywords'), '0 work\n');
  }
  return uidls;
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}

export function digestOf(letter: Uint8Array): string {
  return createHash('sha256').update(letter).digest('hex');
}
