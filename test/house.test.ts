// The house rules that a program can keep: which room may import which, through which door, and which files may
// touch the network or the database.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

const arrows: Record<string, readonly string[]> = {
  log: [],
  config: [],
  wire: [],
  message: [],
  sasl: [],
  pop3: ['wire', 'sasl'],
  imap: ['wire', 'sasl', 'message'],
  smtp: ['wire', 'message'],
  store: ['message'],
  accounts: ['store', 'message', 'sasl'],
  delivery: ['store', 'message', 'sasl'],
  transfer: ['store', 'message'],
  collector: ['store', 'message', 'delivery', 'pop3'],
  office: [
    'log',
    'config',
    'wire',
    'message',
    'sasl',
    'pop3',
    'imap',
    'smtp',
    'store',
    'accounts',
    'delivery',
    'transfer',
    'collector',
  ],
  cli: ['office', 'transfer', 'collector', 'store', 'config', 'log'],
};

type Import = { file: string; room: string; target: string; typeOnly: boolean };
const sources = globSync('src/**/*.ts').sort();
const imports: Import[] = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  return [
    ...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)/gm),
  ].map((m) => ({
    file,
    room: file.split('/')[1]!,
    target: m[2] ?? m[3]!,
    typeOnly: m[1] !== undefined,
  }));
});
const isTest = (file: string) => /\.(test|live|suite)\.ts$/.test(file);

test('every room of src is on the map', () => {
  const rooms = new Set(sources.map((file) => file.split('/')[1]!));
  assert.deepEqual(
    [...rooms].filter((room) => !(room in arrows)),
    [],
  );
});

test('rooms import only along the arrows, and only through a door', () => {
  const wrong = imports
    .filter(({ target }) => target.startsWith('.'))
    .map((i) => ({ ...i, path: normalize(join(dirname(i.file), i.target)) }))
    .filter(({ room, path, file }) => {
      const other = path.split('/')[1]!;
      if (!path.startsWith('src/')) return !isTest(file);
      if (other === room) return false;
      return !arrows[room]!.includes(other) || path !== `src/${other}/index.ts`;
    });
  assert.deepEqual(
    wrong.map(({ file, target }) => `${file} -> ${target}`),
    [],
  );
});

test('the command line knows only the types of the store', () => {
  const wrong = imports.filter((i) => i.room === 'cli' && i.target.includes('/store/') && !i.typeOnly);
  assert.deepEqual(
    wrong.map(({ file, target }) => `${file} -> ${target}`),
    [],
  );
});

test('only wire touches sockets, only one module touches the database', () => {
  const sockets = imports.filter(
    (i) => /^node:(net|tls)$/.test(i.target) && i.room !== 'wire' && !i.typeOnly && !isTest(i.file),
  );
  assert.deepEqual(
    sockets.map(({ file }) => file),
    [],
  );
  const sqlite = new Set(imports.filter((i) => i.target === 'node:sqlite').map(({ file }) => file));
  assert.deepEqual([...sqlite], ['src/store/engine/sqlite/database.ts']);
});

test('no room has a name that says nothing', () => {
  const banned = /(^|\/)(utils?|helpers?|common|misc|types?|base|impl|manager|handler|service)(\.|\/)/;
  assert.deepEqual(
    sources.filter((file) => banned.test(file)),
    [],
  );
});

test('docs/rfc.md has a row for every RFC that the code cites, and names only files that exist', () => {
  const table = readFileSync('docs/rfc.md', 'utf8');
  const rows = new Set([...table.matchAll(/^\| (\d+) \|/gm)].map((m) => m[1]!));
  const cited = new Set(
    sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/RFC (\d{3,5})/g)].map((m) => m[1]!)),
  );
  assert.deepEqual([...cited].filter((rfc) => !rows.has(rfc)).sort(), []);
  const named = [...table.matchAll(/`((?:src|test)\/[^`]+?)`/g)].map((m) => m[1]!);
  assert.deepEqual(
    named.filter((path) => globSync(path).length === 0),
    [],
  );
});

test('docs/collector.md says of each failure mode what holds it, and names only tests that exist', () => {
  const rows = [...readFileSync('docs/collector.md', 'utf8').matchAll(/^\| F(\d+) \| .+ \| (.+) \|$/gm)];
  assert.deepEqual(
    rows.map(([, number]) => Number(number)),
    Array.from({ length: 65 }, (_, index) => index + 1),
  );
  const beside = (path: string) =>
    path.includes('/')
      ? path
      : path.endsWith('.test.ts')
        ? `src/collector/${path}`
        : `test/collector/${path}`;
  const named = rows.flatMap(([, , held]) =>
    [...held!.matchAll(/`([^`]+)`/g)].map(([, path]) => beside(path!)),
  );
  assert.deepEqual(
    named.filter((path) => globSync(path).length === 0),
    [],
  );
});
