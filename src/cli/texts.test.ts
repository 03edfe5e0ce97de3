import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatManual } from '../config/index.ts';
import { formatOctets } from './octets.ts';
import { formatTable } from './table.ts';
import { accountTexts } from './texts/account.ts';
import { faultTexts } from './texts/faults.ts';
import { letterTexts } from './texts/letters.ts';
import { runningTexts } from './texts/running.ts';
import { sourceTexts } from './texts/sources.ts';
import { troubleTexts } from './texts/troubles.ts';
import { usageTexts } from './texts/usage.ts';
import { speaker, texts } from './texts.ts';

const placeholders = (text: string) => (text.match(/\{[a-z][A-Za-z]*\}/g) ?? []).sort();

test('every sentence is there in both languages, differs, and has the same placeholders', () => {
  for (const [name, { en, es }] of Object.entries(texts)) {
    assert.ok(en.length > 2 && es.length > 2, name);
    assert.notEqual(en, es, name);
    assert.deepEqual(placeholders(en), placeholders(es), name);
  }
});

test('no sentence of one file hides that of another', () => {
  const files = [sourceTexts, troubleTexts, usageTexts, accountTexts, letterTexts, runningTexts, faultTexts];
  assert.equal(
    Object.keys(texts).length,
    files.reduce((sum, file) => sum + Object.keys(file).length, 0),
  );
});

test('a sentence is said with its values', () => {
  assert.equal(speaker('es')('nonexistent', { subject: 'ana{name}' }), 'no hay ninguna cuenta ana{name}');
});

test('octets are rounded for people, in their language', () => {
  const cases: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [1_550, '1,6 kB'],
    [99_499, '99,5 kB'],
    [999_600, '1 MB'],
    [2_000_000_000, '2 GB'],
    [2 ** 53, '9 PB'],
  ];
  for (const [octets, text] of cases) assert.equal(formatOctets(octets, 'es'), text);
  assert.equal(formatOctets(1_500_000, 'en'), '1.5 MB');
});

test('columns are as wide as their widest cell', () => {
  assert.deepEqual(
    formatTable(
      [
        ['ñ', '10'],
        ['abc', '9'],
      ],
      ['<', '>'],
    ),
    ['ñ    10', 'abc   9'],
  );
  assert.deepEqual(formatTable([], ['<']), []);
});

test('docs/config.md says what the schema says', () => {
  const nowhere = { env: {}, directory: '/', home: '/', hostname: 'localhost', root: false };
  const [title, ...rest] = formatManual('en', nowhere).split('\n');
  const [docTitle, ...docRest] = readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8').split(
    '\n',
  );
  assert.equal(docTitle, title);
  assert.deepEqual(docRest.slice(2), rest);
});
