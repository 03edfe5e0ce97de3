import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { baseSubject } from './base-subject.ts';

// RFC 5256 §2.1 and §5
const cases: [subject: string, base: string, reply: boolean][] = [
  ['Hello', 'Hello', false],
  ['', '', false],
  ['  two   spaces\t here ', 'two spaces here', false],
  ['Re: Hello', 'Hello', true],
  ['RE : Hello', 'Hello', true],
  ['re: fw: Fwd: Hello', 'Hello', true],
  ['Re[2]: Hello', 'Hello', true],
  ['Re [2] : Hello', 'Hello', true],
  ['[list] Re: Hello', 'Hello', true],
  ['[list] Hello', 'Hello', false],
  ['[a] [b] Re: [c] Hello', 'Hello', true],
  ['[only]', '[only]', false],
  ['[a] [only]', '[only]', false],
  ['Hello (fwd)', 'Hello', true],
  ['Hello (fwd) (FWD) ', 'Hello', true],
  ['[Fwd: Hello]', 'Hello', true],
  ['[fwd: Re: Hello (fwd)]', 'Hello', true],
  ['Re:', '', true],
  ['Reply: Hello', 'Reply: Hello', false],
  ['Re Hello', 'Re Hello', false],
  ['[never closed', '[never closed', false],
  ['Re: [a[b] Hello', '[a[b] Hello', true],
];
for (const [subject, base, reply] of cases) {
  test(`base subject: ${JSON.stringify(subject)}`, () =>
    assert.deepEqual(baseSubject(subject), { subject: base, reply }));
}

test('base subject: it is its own base subject, and nothing throws', () => {
  const token = fc.constantFrom('re', 'fwd', 'fw', ':', '[', ']', '(fwd)', ' ', 'x', '[fwd:');
  fc.assert(
    fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
      const { subject } = baseSubject(tokens.join(''));
      assert.equal(baseSubject(subject).subject, subject);
    }),
  );
});
