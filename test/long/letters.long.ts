// Letters that nobody would write, cut anywhere: what is derived from them does not depend on the cut, and their parts
// lie in each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLetterParser, type Derived, type Part } from '../../src/message/index.ts';
import { nastyLetter } from '../interop/mime-oracle/nasty-letter.ts';
import { createRandom, type Random } from '../interop/mime-oracle/random.ts';
import { chooseSeed } from './choose-seed.ts';

const letters = 20_000;
const cuts = 3;

test(`${letters} nasty letters say the same however they are cut`, (t) => {
  const random = createRandom(chooseSeed(t));
  let parts = 0;
  for (let number = 0; number < letters; number++) {
    const letter = nastyLetter(random);
    try {
      const whole = derive([letter]);
      parts += countParts(whole.root, letter.length);
      for (let cut = 0; cut < cuts; cut++) assert.deepEqual(derive(cutUp(letter, random)), whole);
    } catch (cause) {
      throw new Error(`letter ${number}: ${JSON.stringify(letter.toString('latin1'))}`, { cause });
    }
  }
  assert.ok(parts > letters, 'hardly a letter had parts: the test saw nothing');
  t.diagnostic(`${letters} letters with ${parts} parts, each cut ${cuts} times`);
});

function derive(pieces: readonly Uint8Array[]): Derived {
  const parser = createLetterParser();
  for (const piece of pieces) parser.push(piece);
  return parser.end();
}

/** Pieces of one octet up to a few hundred, none empty. */
function cutUp(letter: Uint8Array, random: Random): Uint8Array[] {
  const longest = random.pick([1, 3, 20, 400]);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < letter.length; ) {
    const size = 1 + random.below(longest);
    pieces.push(letter.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/**
 * Counts the part and all in it, each within its parent and behind the one before it. Only the empty line that ends a
 * header right before a boundary is the header's and not its parents': there the boundary takes it (RFC 2046 §5.1.1).
 */
function countParts({ header, body, end, children = [] }: Part, most: number): number {
  assert.ok(0 <= header && header <= body && body <= end);
  assert.ok(end <= most || (body === end && end <= most + 2));
  let at = body;
  let count = 1;
  for (const child of children) {
    assert.ok(child.header >= at);
    at = child.end;
    count += countParts(child, end);
  }
  return count;
}
