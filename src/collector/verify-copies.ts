// Reads the stored copies of letters back and compares them with what the ledger says of them: only what was right may
// be deleted at its source.

import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type LedgerLetter, type Store, StoreRefusal } from '../store/index.ts';
import { slices } from './recognise.ts';
import type { Source } from './source.ts';

export type Verified = {
  /** Entries, these three. `gone`: no message has it any more, here somebody deleted it. */
  right: number[];
  gone: number[];
  wrong: { entry: number; found: string; expected: string }[];
  octets: number;
};

/** Octets after which somebody else gets a turn on this thread. */
const turn = 2 ** 20;

/** Entries of letters that were not stored are passed over. */
export async function verifyCopies(
  store: Pick<Store, 'read' | 'body'>,
  { account, id }: Pick<Source, 'account' | 'id'>,
  entries: readonly number[],
  signal?: AbortSignal,
): Promise<Verified> {
  const verified: Verified = { right: [], gone: [], wrong: [], octets: 0 };
  let sinceTurn = 0;
  for (const some of slices(entries)) {
    for (const letter of await store.read('ledgerLetters', { account, source: id, entries: some })) {
      signal?.throwIfAborted();
      const found = await digestOf(store, letter);
      const expected = hex(letter.digest);
      if (found === 'gone') verified.gone.push(letter.entry);
      else if (found === expected) verified.right.push(letter.entry);
      else verified.wrong.push({ entry: letter.entry, found, expected });
      verified.octets += letter.octets;
      sinceTurn += letter.octets + 4_096;
      if (sinceTurn < turn) continue;
      sinceTurn = 0;
      await setImmediate();
    }
  }
  return verified;
}

/** Of its octets as they are; 'gone'; or how much of it there is. */
async function digestOf(store: Pick<Store, 'body'>, { octets, body }: LedgerLetter): Promise<string> {
  if (body === null) return 'gone';
  const digest = createHash('sha256');
  let read = 0;
  try {
    for await (const chunk of store.body({ body, octets })) {
      digest.update(chunk);
      read += chunk.length;
      if (octets > turn) await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    return `${read} of ${octets} octets`;
  }
  return digest.digest('hex');
}

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
