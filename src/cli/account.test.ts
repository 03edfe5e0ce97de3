import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { play, refusal } from '../../test/rig/terminal.ts';
import type { BatchLine, Secret } from '../office/index.ts';

function withFile(content: string | Uint8Array, act: (file: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-cli-'));
  const file = join(directory, 'file');
  writeFileSync(file, content);
  return act(file).finally(() => rmSync(directory, { recursive: true }));
}

function recorder() {
  const calls: unknown[][] = [];
  return {
    calls,
    administration: {
      addAccount: async (name: string, secret: Secret) => void calls.push(['add', name, secret]),
      setPassword: async (name: string, secret: Secret) => void calls.push(['passwd', name, secret]),
      setQuota: async (name: string, octets: number | null) => void calls.push(['quota', name, octets]),
      removeAccount: async (name: string) => void calls.push(['remove', name]),
    },
  };
}

test('a password comes from the first line of a file or of standard input, without its end', async () => {
  for (const [content, password] of [
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\nmore\n', 'secret'],
    [' with: spaces {PLAIN} \n', ' with: spaces {PLAIN} '],
    ['ñandú€\n', 'ñandú€'],
  ] as const) {
    const { calls, administration } = recorder();
    const { code } = await play(['account', 'add', 'ana', '--password-stdin'], {
      input: content,
      administration,
    });
    assert.equal(code, 0);
    await withFile(content, async (file) => {
      assert.equal(
        (await play(['account', 'passwd', 'ana', '--password-file', file], { administration })).code,
        0,
      );
    });
    assert.deepEqual(calls, [
      ['add', 'ana', { password }],
      ['passwd', 'ana', { password }],
    ]);
  }
});

test('an empty password, no text, no file, and no terminal are each refused with their code', async () => {
  const { calls, administration } = recorder();
  const stdin = ['account', 'add', 'ana', '--password-stdin'];
  assert.equal((await play(stdin, { input: '\nsecret', administration })).code, 65);
  assert.equal((await play(stdin, { input: Buffer.from([0xff, 0x0a]), administration })).code, 65);
  assert.equal(
    (await play(['account', 'add', 'ana', '--password-file', '/nonexistent/x'], { administration })).code,
    66,
  );
  const { code, err } = await play(['account', 'add', 'ana'], { administration });
  assert.equal(code, 64);
  assert.match(err, /--password-file or --password-stdin/);
  assert.deepEqual(calls, []);
});

test('at a terminal a password is asked for twice and never shown', async () => {
  const { calls, administration } = recorder();
  // Backspace takes a whole letter back; Ctrl-U the line.
  const typed = ['wrong\x15señ\x7fñal\r', 'señal\n'];
  const { code, out, err } = await play(['account', 'add', 'ana'], { typed, administration });
  assert.equal(code, 0);
  assert.equal(out, 'Added ana.\n');
  assert.equal(err, 'Password for ana: \nThe same again: \n');
  assert.deepEqual(calls, [['add', 'ana', { password: 'señal' }]]);
});

test('two different passwords, or Ctrl-C, change nothing', async () => {
  const { calls, administration } = recorder();
  const differ = await play(['account', 'passwd', 'ana'], { typed: ['one\r', 'two\r'], administration });
  assert.equal(differ.code, 65);
  assert.match(differ.err, /not the same/);
  const interrupted = await play(['account', 'passwd', 'ana'], { typed: ['on\x03'], administration });
  assert.equal(interrupted.code, 130);
  assert.deepEqual(calls, []);
});

test('remove asks at a terminal, and needs --yes without one', async () => {
  const { calls, administration } = recorder();
  assert.equal((await play(['account', 'remove', 'ana'], { administration })).code, 64);
  assert.equal((await play(['account', 'remove', 'ana'], { typed: ['\n'], administration })).code, 130);
  assert.deepEqual(calls, []);
  assert.equal((await play(['account', 'remove', 'ana', '--yes'], { administration })).code, 0);
  assert.equal(
    (await play(['account', 'remove', 'luis'], { typed: ['sí\n'], language: 'es', administration })).code,
    0,
  );
  assert.deepEqual(calls, [
    ['remove', 'ana'],
    ['remove', 'luis'],
  ]);
});

test('a quota is a size or none', async () => {
  const { calls, administration } = recorder();
  for (const size of ['500M', '2G', '1GiB', 'none', 'NONE', '64MB'])
    assert.equal((await play(['account', 'quota', 'ana', size], { administration })).code, 0);
  assert.deepEqual(
    calls.map((call) => call[2]),
    [500 * 2 ** 20, 2 ** 31, 2 ** 30, null, null, 64_000_000],
  );
  const bad = await play(['account', 'quota', 'ana', 'much'], { administration });
  assert.equal(bad.code, 64);
  assert.match(bad.err, /^casilla: much is not a size/);
});

const summary = {
  name: 'ana',
  madeAt: 0,
  usedOctets: 1_540_000,
  usedMessages: 12,
  quotaOctets: null,
  quotaMessages: null,
};

test('the list is a table for a person and JSON for a script', async () => {
  const administration = {
    listAccounts: async () => [summary, { ...summary, name: 'señor', quotaOctets: 2e9, usedMessages: 3 }],
  };
  const table = await play(['account', 'list'], { administration, language: 'es' });
  assert.equal(
    table.out,
    'NOMBRE  CARTAS  TAMAÑO  CUOTA\nana         12  1,5 MB      -\nseñor        3  1,5 MB   2 GB\n',
  );
  const json = await play(['account', 'list', '--json'], { administration });
  assert.deepEqual(JSON.parse(json.out)[0], { ...summary, madeAt: '1970-01-01T00:00:00.000Z' });
  const none = await play(['account', 'list'], { administration: { listAccounts: async () => [] } });
  assert.deepEqual([none.code, none.out], [0, '']);
});

test('a batch goes on after bad lines, names each with its number, and ends with 65', async () => {
  const content = Buffer.concat([
    Buffer.from('# comment\n\nana:secret\nno-colon\n:x\nluis:\n'),
    Buffer.from([0xff, 0x3a, 0x61, 0x0a]),
    Buffer.from('eva:{plain}{x}y\r\nmax:{MD5}abc\ntom:{ARGON2ID}$argon2id$v=19$x\nzoe:a:b'),
  ]);
  const sent: BatchLine[] = [];
  const addAccounts = async (lines: readonly BatchLine[]) => {
    sent.push(...lines);
    return { added: lines.length - 1, failed: [{ line: 3, name: 'ana', reason: 'exists' as const }] };
  };
  await withFile(content, async (file) => {
    const { code, out, err } = await play(['account', 'add', '--batch', file], {
      administration: { addAccounts },
    });
    assert.equal(code, 65);
    assert.equal(out, '3 added, 6 failed.\n');
    const said = err
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(file.length + 1).split(' (')[0]);
    assert.deepEqual(said, [
      '3: there is already an account ana',
      '4: no colon after the name',
      '5: no name before the colon',
      '6: nothing after the colon',
      '7: not UTF-8 text',
      '9: {MD5} is not a scheme we know: {PLAIN}, {ARGON2ID} are',
    ]);
  });
  assert.deepEqual(sent, [
    { line: 3, name: 'ana', secret: { password: 'secret' } },
    { line: 8, name: 'eva', secret: { password: '{x}y' } },
    { line: 10, name: 'tom', secret: { verifier: '$argon2id$v=19$x' } },
    { line: 11, name: 'zoe', secret: { password: 'a:b' } },
  ]);
});

test('a batch is sent in blocks of 500, and what was done before a failure is told', async () => {
  const sizes: number[] = [];
  const addAccounts = async (lines: readonly BatchLine[]) => {
    sizes.push(lines.length);
    if (sizes.length === 3) throw refusal('AdministrationError', 'unavailable', '/data');
    return { added: lines.length, failed: [] };
  };
  const input = Array.from({ length: 1_800 }, (_, n) => `a${n}:x\n`).join('');
  const { code, out, err } = await play(['account', 'add', '--batch', '-'], {
    input,
    administration: { addAccounts },
  });
  assert.deepEqual(sizes, [500, 500, 500]);
  assert.equal(code, 69);
  assert.equal(out, '1000 added, 0 failed.\n');
  assert.match(err, /does not answer \(\/data\)/);
});
