// A server that does everything to a maildrop that servers do, and a ledger that follows it as a run does: whatever
// happened before, once a listing is settled each letter of it is stored, and none more often than it was ever there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare, type Letter, type Row } from './listing.suite.ts';

/** Letters of the world, by what they are. Some have equal sizes, one says next to nothing of itself. */
const kinds: readonly Omit<Letter, 'uid'>[] = [
  { is: 'a', octets: 100 },
  { is: 'b', octets: 100 },
  { is: 'c', octets: 200, strength: 3 },
  { is: 'd', octets: 100, strength: 3 },
  { is: 'e', octets: 300, strength: 1 },
];

type Step =
  | { at: 'arrives'; kind: number; uid: string | null; before: number }
  | { at: 'vanishes'; which: number }
  | { at: 'all are renamed' | 'all are recounted' | 'the order turns' | 'the server forgets its unique-ids' }
  | { at: 'is renamed'; which: number }
  /** A run; `cut`: letters that it stores before it is killed. */
  | { at: 'run'; cut?: number; sees?: number; top?: boolean; garbled?: boolean }
  /** We delete a letter there; `heard`: the answer to QUIT came; `done`: the server did it. */
  | { at: 'delete'; which: number; heard: boolean; done: boolean };

class World {
  readonly letters: Letter[] = [];
  rows: Row[] = [];
  readonly seen = new Map<string, number>();
  #names = 0;
  #suspect = 0;
  #more = 0;

  step(step: Step): void {
    const { letters } = this;
    switch (step.at) {
      case 'arrives': {
        const kind = kinds[step.kind % kinds.length]!;
        const octets = kind.octets! + this.#more;
        const uid = step.uid !== null && this.#wouldPassFor(step.uid, kind) ? this.#name() : step.uid;
        letters.splice(step.before % (letters.length + 1), 0, { ...kind, octets, uid });
        break;
      }
      case 'vanishes':
        letters.splice(step.which % (letters.length || 1), 1);
        break;
      case 'all are renamed':
        for (const letter of letters) letter.uid = this.#name();
        break;
      case 'is renamed':
        for (const letter of letters.slice(step.which % (letters.length || 1)).slice(0, 1))
          letter.uid = this.#name();
        break;
      case 'all are recounted':
        this.#more++;
        for (const letter of letters) letter.octets = letter.octets! + 1;
        break;
      case 'the order turns':
        letters.reverse();
        break;
      case 'the server forgets its unique-ids':
        for (const letter of letters) letter.uid = null;
        break;
      case 'run':
        this.run(step);
        break;
      case 'delete':
        this.#delete(step);
    }
  }

  /** A unique-id of another letter of this size, at once behind it: nobody can tell without fetching everything. */
  #wouldPassFor(uid: string, { is, octets }: Omit<Letter, 'uid'>): boolean {
    const sizeOf = (other: string) => kinds.find((kind) => kind.is === other)!.octets;
    const namesakes = [...this.letters, ...this.rows].filter((other) => other.uid === uid && other.is !== is);
    return namesakes.some((other) => sizeOf(other.is) === octets);
  }

  #name(): string {
    return `n${this.#names++}`;
  }

  run({ cut = Number.POSITIVE_INFINITY, sees = letterCount, top = true, garbled = false } = {}): void {
    const listed = this.letters.slice(0, sees);
    for (const { is } of kinds)
      this.seen.set(is, Math.max(this.seen.get(is) ?? 0, listed.filter((letter) => letter.is === is).length));
    const flaw = garbled ? 'garbled' : undefined;
    const { last } = compare(listed, this.rows, { top, flaw, suspectBefore: this.#suspect });
    this.#suspect = last.suspectAfter;
    const at = 7;
    for (const { entry, key, octets } of last.renamed) {
      this.rows[entry]!.uid = key.startsWith('u:') ? key.slice(2) : null;
      this.rows[entry]!.octets = octets;
    }
    for (const entry of last.returned) this.#mark(entry, {});
    for (const entry of last.absent) this.#mark(entry, { absentSince: at });
    for (const entry of last.confirmed) this.#mark(entry, { absentSince: at, deletion: 'deleted' });
    const claimed = last.claimed.slice();
    for (const { n, maybe, key } of last.fresh.slice(0, cut)) {
      const letter = listed[n - 1]!;
      const before = this.rows.findIndex(({ is }, row) => is === letter.is && claimed[row] === 0);
      if (before >= 0 && (maybe || key === null)) {
        claimed[before] = 1;
        this.rows[before] = { ...letter };
      } else this.rows.push({ ...letter });
    }
  }

  #mark(entry: number, marks: Pick<Row, 'absentSince' | 'deletion'>): void {
    const { is, uid, octets, strength } = this.rows[entry]!;
    this.rows[entry] = {
      is,
      uid,
      ...(octets !== undefined && { octets }),
      ...(strength && { strength }),
      ...marks,
    };
  }

  /** As after a run: only what is known by its name. */
  #delete({ which, heard, done }: Extract<Step, { at: 'delete' }>): void {
    const letter = this.letters[which % (this.letters.length || 1)];
    const row = this.rows.findIndex(
      ({ is, uid }) => letter !== undefined && is === letter.is && uid === letter.uid,
    );
    if (letter === undefined || letter.uid === null || row < 0) return;
    this.#mark(row, { deletion: heard && done ? 'deleted' : 'sent' });
    if (done) this.letters.splice(this.letters.indexOf(letter), 1);
  }

  stored(is: string): number {
    return this.rows.filter((row) => row.is === is).length;
  }
}

const letterCount = 100;

const uid = fc.option(fc.constantFrom('1', '2', '3', '4'), { freq: 8 });
const which = fc.nat(7);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ at: fc.constant('arrives' as const), kind: which, uid, before: which }),
  },
  { weight: 2, arbitrary: fc.record({ at: fc.constant('vanishes' as const), which }) },
  { weight: 1, arbitrary: fc.record({ at: fc.constant('is renamed' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      at: fc.constantFrom(
        'all are renamed' as const,
        'all are recounted' as const,
        'the order turns' as const,
        'the server forgets its unique-ids' as const,
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        at: fc.constant('run' as const),
        cut: fc.nat(3),
        sees: fc.nat(5),
        top: fc.boolean(),
        garbled: fc.boolean(),
      },
      { requiredKeys: ['at'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      at: fc.constant('delete' as const),
      which,
      heard: fc.boolean(),
      done: fc.boolean(),
    }),
  },
);

test('whatever a server does, every letter that it lists is stored, and none too often', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, top) => {
      const world = new World();
      for (const one of steps) world.step(one);
      world.run({ top });
      for (const { is } of kinds) {
        const there = world.letters.filter((letter) => letter.is === is).length;
        assert.ok(
          world.stored(is) >= there,
          `${is} is there ${there} times, and stored ${world.stored(is)} times`,
        );
        const most = world.seen.get(is)!;
        assert.ok(
          world.stored(is) <= most,
          `${is} was there ${most} times, and is stored ${world.stored(is)} times`,
        );
      }
    }),
    { numRuns: 3000 },
  );
});
