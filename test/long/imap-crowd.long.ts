// Ten clients in one INBOX at once, on all protocol threads: each is held to its own numbering, and in the end all of them
// see the same, nothing was an internal error, and the store is whole.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { random } from '../../bench/letters.ts';
import { ImapClient } from '../rig/imap.ts';
import { runCasilla, startServer } from '../rig/server.ts';
import { chooseSeed } from './choose-seed.ts';
import { CrowdClient } from './crowd-client.ts';

const seconds = 40;
const dialects = [undefined, 'QRESYNC', 'IMAP4rev2', 'CONDSTORE', 'UTF8=ACCEPT'];

test(`ten clients in one mailbox for ${seconds} seconds`, async (t) => {
  const seed = chooseSeed(t);
  const root = mkdtempSync(join(tmpdir(), 'casilla-crowd-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const data = join(root, 'data');
  assert.equal(
    runCasilla(['account', 'add', 'ana', '--data', data, '--password-stdin'], 'secret\n').status,
    0,
  );
  const server = await startServer(data, ['threads=3']);
  const first = await ImapClient.login(server.ports.imap!, 'ana', 'secret');
  await first.ask('CREATE Other');
  first.end();
  const crowd: CrowdClient[] = [];
  for (let number = 0; number < 10; number++) {
    const next = random(seed + number);
    const client = await ImapClient.login(server.ports.imap!, 'ana', 'secret');
    const one = new CrowdClient(client, (below) => Math.floor(next() * below));
    await one.begin('INBOX', dialects[number % dialects.length]);
    crowd.push(one);
  }
  const end = Date.now() + seconds * 1000;
  await Promise.all(
    crowd.map(async (one) => {
      while (Date.now() < end) await one.act();
    }),
  );
  const seen = [];
  for (const one of crowd) seen.push(await one.settle());
  for (const [number, each] of seen.entries()) assert.deepEqual(each, seen[0], `client ${number}`);
  t.diagnostic(
    `${crowd.reduce((sum, { commands }) => sum + commands, 0)} commands, ${seen[0]!.length} letters left`,
  );
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
  const verified = runCasilla(['verify', '--data', data]);
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
});
