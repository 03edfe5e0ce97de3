// Gives the letters of an account to a destination, as they came, and compares what it gave with their digests. The
// next portion is asked for while this one is written.

import { createHash } from 'node:crypto';
import type { Destination } from './letter.ts';
import type { ExportedFolder, ExportedLetter, Letters } from './letters.ts';
import { crlfToLf } from './line-ends.ts';
import { through } from './octet-filter.ts';
import { type Heard, newTally, type Tally } from './tally.ts';

export type ExportOptions = {
  account: string;
  /** null: all. */
  folders: readonly string[] | null;
  heard: Heard;
  signal?: AbortSignal;
};

type Exporting = Pick<Letters, 'beginExport' | 'nextLetters' | 'moreOctets'>;

/** `open`: makes the destination, once the account is known to be there. Rejects with a refusal or the system's error. */
export async function exportLetters(
  letters: Exporting,
  open: () => Destination,
  { account, folders, heard, signal }: ExportOptions,
): Promise<Tally> {
  const tally = newTally();
  const announced = await letters.beginExport({ account, folders });
  const destination = open();
  const total = announced.reduce((sum, folder) => sum + folder.letters, 0);
  let done = 0;
  for await (const letter of inFolders(portionsOf(letters), announced, destination)) {
    signal?.throwIfAborted();
    done++;
    if (letter.octets === null) tally.gone++;
    else await give(letter, letters, destination, tally, heard);
    heard.progress(tally, done, total);
  }
  const { withoutKeywords } = await destination.end();
  tally.withoutKeywords = withoutKeywords;
  return tally;
}

async function* portionsOf(letters: Exporting): AsyncGenerator<ExportedLetter[]> {
  let next = letters.nextLetters(null);
  for (;;) {
    const portion = await next;
    if (portion.length === 0) return;
    next = letters.nextLetters(null);
    // Where writing fails, nobody asks what became of it.
    next.catch(() => {});
    yield portion;
  }
}

/** Announces each folder, also an empty one, before its letters. */
async function* inFolders(
  portions: AsyncIterable<ExportedLetter[]>,
  folders: readonly ExportedFolder[],
  destination: Destination,
): AsyncGenerator<ExportedLetter> {
  const waiting = [...folders];
  let current: string | undefined;
  for await (const portion of portions)
    for (const letter of portion) {
      while (current !== letter.facts.folder) {
        const folder = waiting.shift()!;
        await destination.folder(folder);
        current = folder.folder;
      }
      yield letter;
    }
  for (const folder of waiting) await destination.folder(folder);
}

async function give(
  letter: ExportedLetter,
  letters: Exporting,
  destination: Destination,
  tally: Tally,
  heard: Heard,
): Promise<void> {
  const digest = createHash('sha256');
  let octets = 0;
  async function* asItCame() {
    for await (const piece of through(storedOctets(letter, letters), letter.isLf ? [crlfToLf()] : [])) {
      digest.update(piece);
      octets += piece.length;
      yield piece;
    }
  }
  await destination.add(letter, asItCame());
  tally.letters++;
  tally.added++;
  tally.octets += octets;
  if (Buffer.compare(digest.digest(), letter.digest) === 0) tally.identical++;
  else heard.bad(`${letter.facts.folder}/${letter.uid}`, 'digest');
}

/** A letter whose octets end early is written as far as it came, and its digest tells. */
async function* storedOctets(
  { number, size, octets }: ExportedLetter,
  letters: Exporting,
): AsyncGenerator<Uint8Array> {
  let piece = octets;
  for (let at = 0; piece !== null && piece.length > 0; ) {
    yield piece;
    at += piece.length;
    if (at >= size) return;
    piece = await letters.moreOctets({ number, from: at });
  }
}
