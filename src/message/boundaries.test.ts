import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Boundaries } from './boundaries.ts';

function open(...boundaries: string[]): Boundaries {
  const all = new Boundaries();
  for (const [level, boundary] of boundaries.entries()) all.push(boundary, level);
  return all;
}

// Open boundaries from the outside to the inside, a line, whose boundary it is and whether the last one.
const lines: [boundaries: string[], line: string, level: number | undefined, last: boolean][] = [
  [['b'], 'b', 0, false],
  [['b'], 'b--', 0, true],
  [['b'], 'b  ', 0, false],
  [['b'], 'b--  ', 0, true],
  [['b'], 'bee', 0, false],
  [['b'], 'a', undefined, false],
  [['b'], '', undefined, false],
  [['b', 'b'], 'b', 1, false],
  [['a', 'ab'], 'ab', 1, false],
  [['ab', 'a'], 'ab', 0, false],
  [['ab', 'a'], 'abc', 0, false],
  [['a', 'a--'], 'a--', 1, false],
  [['a--', 'a'], 'a--', 1, true],
  [['a', 'a-'], 'a--', 0, true],
  [[''], '', 0, false],
  [[''], '--', 0, true],
  [['x'.repeat(100)], 'x'.repeat(83), 0, false],
];
for (const [boundaries, line, level, last] of lines) {
  test(`boundaries ${boundaries.join(' ').slice(0, 20)}: ${line.slice(0, 20)}`, () => {
    assert.deepEqual(open(...boundaries).match(line), level === undefined ? undefined : { level, last });
  });
}

test('boundaries: a closed one is forgotten with all inside it', () => {
  const all = open('a', 'b', 'b', 'c');
  all.closeFrom(2);
  assert.deepEqual(all.match('c'), undefined);
  assert.deepEqual(all.match('b'), { level: 1, last: false });
  all.closeFrom(0);
  assert.equal(all.size, 0);
  assert.equal(all.match('a'), undefined);
});
