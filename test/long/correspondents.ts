// Those who send letters and those who fetch them, until they are told to stop or their connection breaks. Only what is
// wrong rejects; a connection that ends is what these tests are about.

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { deliverLmtp, greetLmtp, loginPop3 } from '../rig/dialogue.ts';
import type { Entry, LetterBook } from './letter-book.ts';

export type Correspondence = {
  port: number;
  book: LetterBook;
  /** Asked before each letter, and before each session. */
  goesOn?: () => boolean;
};

/** Sends letters over one LMTP connection, each to the next account. `prefix` must be new. */
export async function sendLetters(
  { port, book, goesOn = () => true }: Correspondence,
  prefix: string,
  accounts: readonly string[],
): Promise<void> {
  await untilBroken(async () => {
    const dialogue = await greetLmtp(port);
    for (let number = 0; goesOn(); number++) {
      const account = accounts[number % accounts.length]!;
      // One in twenty is larger than a chunk, so that an end in the middle also hits letters that are half way in.
      const octets = randomInt(20) === 0 ? randomInt(300_000, 900_000) : randomInt(100, 30_000);
      const { letter, entry } = book.write(`${prefix}-${number}`, account, octets);
      assert.match(await deliverLmtp(dialogue, `${account}@test`, letter), /^250 /);
      entry.acknowledged = true;
    }
    dialogue.end();
  });
}

export type Fetching = {
  account: string;
  password: string;
  /** Letters read in one session, the first ones, and how many of them are deleted. */
  reads: number;
  deletes: number;
  /** Called for each letter read. */
  heard?: () => void;
};

/** Downloads letters of a maildrop and deletes some, session after session. */
export async function fetchLetters(
  { port, book, goesOn = () => true }: Correspondence,
  { account, password, reads, deletes, heard = () => {} }: Fetching,
): Promise<void> {
  await untilBroken(async () => {
    while (goesOn()) {
      const dialogue = await loginPop3(port, account, password);
      const [, count] = (await dialogue.ask('STAT')).split(' ');
      const asked: Entry[] = [];
      for (let number = 1; number <= Math.min(reads, Number(count)); number++) {
        assert.match(await dialogue.ask(`RETR ${number}`), /^\+OK/);
        const letter = await dialogue.untilDot();
        if (letter === undefined) return;
        heard();
        const { entry } = book.recognize(letter, account);
        if (number > deletes) continue;
        asked.push(entry);
        assert.match(await dialogue.ask(`DELE ${number}`), /^\+OK/);
      }
      for (const entry of asked) entry.deletion = 'asked';
      assert.match(await dialogue.ask('QUIT'), /^\+OK/);
      for (const entry of asked) entry.deletion = 'acknowledged';
      dialogue.end();
    }
  });
}

async function untilBroken(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
  }
}
