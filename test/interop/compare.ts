// Compares what a client brought with what it should have brought, and says it by the letters' names.
import assert from 'node:assert/strict';
import type { Letter } from './letters.ts';

/**
 * Asserts that `harvest` holds exactly `expected`, in any order. `altered` names letters that the client is known to
 * change or drop: those may be missing, and as many others may be there in their place.
 */
export function assertHarvest(
  harvest: readonly Buffer[],
  expected: readonly Letter[],
  altered: Readonly<Record<string, string>> = {},
): void {
  const left = [...harvest];
  const missing: string[] = [];
  let excused = 0;
  for (const letter of expected) {
    const at = left.findIndex((brought) => brought.equals(letter.octets));
    if (at >= 0) left.splice(at, 1);
    else if (letter.name in altered) excused++;
    else missing.push(letter.name);
  }
  const foreign = left.map((octets) => `${octets.length} octets: ${octets.toString('latin1').slice(0, 600)}`);
  assert.deepEqual(missing, [], `not brought as sent; in their place came\n${foreign.join('\n')}`);
  assert.ok(left.length <= excused, `too many letters:\n${foreign.join('\n')}`);
}

/** The letters as a client brings them that makes `alter` of each. */
export const each = (letters: readonly Letter[], alter: (octets: Buffer) => Buffer): Letter[] =>
  letters.map(({ name, octets }) => ({ name, octets: alter(octets) }));
