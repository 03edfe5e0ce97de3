import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Cursor } from './cursor.ts';
import { formatSection, type Section, takeSection } from './section.ts';

const parse = (text: string) => takeSection(new Cursor(text, { utf8Names: false, utf8Accept: false }));

test('sections are named as they were asked for', () => {
  for (const text of [
    '[]',
    '[HEADER]',
    '[TEXT]',
    '[1]',
    '[1.2.3]',
    '[1.MIME]',
    '[4.2.HEADER]',
    '[HEADER.FIELDS (DATE From)]',
    '[1.HEADER.FIELDS.NOT (x-a "x(" "NIL")]',
  ])
    assert.equal(formatSection(parse(text)!), text);
  assert.equal(formatSection(parse('[header.fields ("DATE" {4}\r\nfrom)]')!), '[HEADER.FIELDS (DATE from)]');
});

test('what is told is read again', () => {
  const part = fc.array(fc.integer({ min: 1, max: 4294967295 }), { maxLength: 5 });
  const name = fc.string({
    minLength: 1,
    maxLength: 12,
    unit: fc
      .integer({ min: 33, max: 126 })
      .filter((code) => code !== 58)
      .map((code) => String.fromCharCode(code)),
  });
  const fields = fc.record({ not: fc.boolean(), names: fc.array(name, { minLength: 1, maxLength: 4 }) });
  const section: fc.Arbitrary<Section> = fc.oneof(
    fc.record({ part }),
    fc.record({ part, text: fc.constantFrom('header' as const, 'text' as const) }),
    fc.record({ part, text: fc.constant('mime' as const) }).filter((one) => one.part.length > 0),
    fc.record({ part, text: fc.constant('header' as const), fields }),
  );
  fc.assert(fc.property(section, (one) => assert.deepEqual(parse(formatSection(one)), structuredClone(one))));
});
