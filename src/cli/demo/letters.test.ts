import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoLetters } from './letters.ts';

for (const language of ['en', 'es'] as const) {
  test(`the letters of the demo (${language}) are good letters`, () => {
    const letters = demoLetters(language, Date.UTC(2026, 0, 2));
    assert.deepEqual(
      ['ana@localhost', 'luis@localhost'].map(
        (name) => letters.filter(({ recipient }) => recipient === name).length,
      ),
      [4, 3],
    );
    for (const { octets } of letters) {
      const text = Buffer.from(octets).toString();
      assert.doesNotMatch(text, /(?<!\r)\n|\r(?!\n)/);
      const [header = ''] = text.split('\r\n\r\n', 1);
      assert.match(header, /^[\x20-\x7e\r\n]*$/);
      for (const line of header.split('\r\n')) assert.ok(line.length <= 998);
      for (const word of header.match(/=\?.*?\?=/g) ?? []) assert.ok(word.length <= 75, word);
      assert.match(
        header,
        /^Date: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} 202[56] \d\d:\d\d:\d\d \+0000$/m,
      );
    }
  });
}

test('the demo says the same in both languages', () => {
  const shape = (language: 'en' | 'es') =>
    demoLetters(language, 0).map(({ recipient, octets }) => [
      recipient,
      Buffer.from(octets)
        .toString()
        .match(/^Content-Type: [a-z/]+/gm),
    ]);
  assert.deepEqual(shape('en'), shape('es'));
});
