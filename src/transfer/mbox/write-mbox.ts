// Letters into one mbox file: mboxrd with LF line ends, as the programs of Unix expect, our own fields in front of each.

import type { Destination, OutgoingLetter } from '../letter.ts';
import { crlfToLf } from '../line-ends.ts';
import { through } from '../octet-filter.ts';
import { makeFile, type OutputFile } from '../output-file.ts';
import { formatFromLine } from './from-line.ts';
import { formatOwnFields } from './own-fields.ts';
import { quoteFrom } from './quoting.ts';

/** Throws the system's error, also where there is such a file already. */
export function openMboxDestination(path: string): Destination {
  const file = makeFile(path);
  return {
    folder: async () => {},
    add: (letter, octets) => writeLetter(file, letter, octets),
    async end() {
      file.sync();
      file[Symbol.dispose]();
      return { withoutKeywords: 0 };
    },
  };
}

async function writeLetter(file: OutputFile, letter: OutgoingLetter, octets: AsyncIterable<Uint8Array>) {
  file.write(`${formatFromLine(letter.facts.internalDate)}\n${formatOwnFields(letter)}`);
  const filters = letter.isLf ? [quoteFrom()] : [crlfToLf(), quoteFrom()];
  for await (const piece of through(octets, filters)) file.write(piece);
  // An empty line ends each letter; before it a line that lacks its end gets one, which our fields tell.
  file.write(letter.isUnterminated ? '\n\n' : '\n');
}
