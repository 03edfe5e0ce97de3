// The examples of docs/examples/pop3-client, run as a person runs them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Box, memoryMaildrops } from '../../../test/dialogues/memory-maildrop.ts';
import { contextOf, good } from '../../../test/pop3-client/certificates.ts';
import { createPop3Server } from '../index.ts';

const letters = ['one\r\n', '.two\r\n', 'three\r\n..\r\n'];

async function stage(t: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-example-'));
  const root = join(directory, 'root.pem');
  writeFileSync(root, good.certificate);
  const box: Box = {
    secret: 'secret',
    letters: letters.map((text, index) => ({ uidl: `id-${index}`, octets: Buffer.from(text) })),
    locked: false,
  };
  const server = createPop3Server({
    open: memoryMaildrops(new Map([['ana', box]])),
    listen: [{ host: '127.0.0.1', port: 0, tls: 'implicit' }],
    secureContext: contextOf(good),
  });
  const [address] = await server.start();
  t.after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });
  const run = async (example: string, ...more: string[]) => {
    const file = `docs/examples/pop3-client/${example}.ts`;
    const parameters = [file, '127.0.0.1', String(address!.port), 'ana', join(directory, 'letters'), ...more];
    const child = spawn(process.execPath, parameters, {
      env: { ...process.env, POP3_PASSWORD: 'secret', NODE_EXTRA_CA_CERTS: root },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    const status = await new Promise((resolve) => child.on('close', resolve));
    return { status, said };
  };
  const kept = () =>
    readdirSync(join(directory, 'letters'))
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(join(directory, 'letters', name), 'utf8'))
      .sort();
  return { box, run, kept, directory };
}

test('download everything once', async (t) => {
  const { box, run, kept } = await stage(t);
  assert.deepEqual(await run('download-once'), {
    status: 0,
    said: '3 letters stored, deletions confirmed\n',
  });
  assert.deepEqual(kept(), [...letters].sort());
  assert.equal(box.letters.length, 0);
  assert.deepEqual(await run('download-once'), {
    status: 0,
    said: '0 letters stored, deletions confirmed\n',
  });
});

test('leave on the server for so many days', async (t) => {
  const { box, run, kept, directory } = await stage(t);
  assert.deepEqual(await run('leave-for-days', '7'), {
    status: 0,
    said: '3 letters new, 0 deleted (confirmed)\n',
  });
  assert.deepEqual(await run('leave-for-days', '7'), {
    status: 0,
    said: '0 letters new, 0 deleted (confirmed)\n',
  });
  assert.deepEqual(kept(), [...letters].sort());
  const ledger = join(directory, 'letters/downloaded.json');
  const downloaded = JSON.parse(readFileSync(ledger, 'utf8'));
  downloaded['id-1'] = '2020-01-01T00:00:00.000Z';
  writeFileSync(ledger, JSON.stringify(downloaded));
  assert.deepEqual(await run('leave-for-days', '7'), {
    status: 0,
    said: '0 letters new, 1 deleted (confirmed)\n',
  });
  assert.deepEqual(
    box.letters.map(({ uidl }) => uidl),
    ['id-0', 'id-2'],
  );
  box.locked = true;
  const busy = await run('leave-for-days', '7');
  assert.equal(busy.status, 75);
  assert.match(busy.said, /^in-use: .*try again later/);
});

test('stream to files, many at once', async (t) => {
  const { box, run, kept } = await stage(t);
  assert.deepEqual(await run('stream-to-files'), { status: 0, said: '3 of 3 letters stored\n' });
  assert.deepEqual(kept(), [...letters].sort());
  assert.equal(box.letters.length, 3);
});
