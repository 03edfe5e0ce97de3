import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { exampleTexts, formatExample } from './example.ts';
import { loadSettings } from './load.ts';
import { formatManual, manualTexts } from './manual.ts';
import { problemTexts } from './problem.ts';
import { keys, schema, variableOf } from './schema.ts';
import type { Surroundings } from './surroundings.ts';
import type { Text } from './text.ts';

const around: Surroundings = { env: {}, directory: '/n', home: '/n', hostname: 'box', root: true };

test('every sentence is there in both languages, with the same placeholders', () => {
  const documented = keys.flatMap((key) => {
    const { doc, kind, fallbackText } = schema[key];
    return [doc, kind.takes, ...(fallbackText ? [fallbackText] : [])];
  });
  const texts: Text[] = [
    ...documented,
    ...[problemTexts, exampleTexts, manualTexts].flatMap((each) => Object.values(each)),
  ];
  const placeholders = (text: string) => (text.match(/\{[a-z][A-Za-z]*\}/g) ?? []).sort();
  for (const { en, es } of texts) {
    assert.ok(en.length > 1 && es.length > 1);
    assert.deepEqual(placeholders(en), placeholders(es), en);
  }
});

test('no two settings share a name in the environment', () => {
  assert.equal(new Set(keys.map(variableOf)).size, keys.length);
});

test('the example file is good as it is, and with every setting in it switched on', () => {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-example-'));
  const load = (text: string) => {
    writeFileSync(join(directory, 'c.toml'), text);
    return loadSettings({ config: join(directory, 'c.toml') }, around);
  };
  try {
    for (const language of ['en', 'es'] as const) {
      const example = formatExample(language, around);
      const asItIs = load(example);
      const switchedOn = example.replace(/^#(?=\S)/gm, '');
      assert.equal(switchedOn.match(/^\w+ = /gm)!.length, keys.length);
      const withAll = load(switchedOn);
      assert.ok(asItIs.ok && withAll.ok);
      assert.deepEqual(withAll.settings, asItIs.settings);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('the manual has a section for each setting', () => {
  const sections = formatManual('es', around).match(/^## .*$/gm);
  assert.deepEqual(
    sections,
    keys.map((key) => `## ${key}`),
  );
});
