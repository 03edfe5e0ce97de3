import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { lettersOf } from '../../test/collector/fake/letters.ts';
import { RemoteMaildrop } from '../../test/collector/fake/maildrop.ts';
import { startFake } from '../../test/collector/fake-server.ts';
import { runCasilla, startServer } from '../../test/rig/server.ts';
import { type SourceSettings, sourceDefaults } from '../collector/index.ts';
import { loadSettings, surroundings } from '../config/index.ts';
import { createLog } from '../log/index.ts';
import { openSources } from './open-sources.ts';

async function openHere(t: TestContext) {
  const data = mkdtempSync(join(tmpdir(), 'casilla-sources-'));
  const fake = await startFake({ maildrop: new RemoteMaildrop(lettersOf(3)) });
  t.after(async () => {
    await fake[Symbol.asyncDispose]();
    rmSync(data, { recursive: true });
  });
  const added = runCasilla(['account', 'add', 'ana', '--data', data, '--password-stdin'], 'x\n');
  assert.equal(added.status, 0, added.stderr);
  const loaded = loadSettings({ data }, surroundings());
  assert.ok(loaded.ok);
  const log = createLog({ level: 'error' });
  const far: SourceSettings = {
    ...sourceDefaults,
    ...{ host: '127.0.0.1', port: fake.port, tls: 'none', user: 'ana', pins: [] },
  };
  return { data, fake, far, open: () => openSources(loaded.settings, { log }) };
}

const named = { account: 'ana', name: 'far' };

test('without a server: a source is added, collected, changed and forgotten, and refusals have their codes', async (t) => {
  const { fake, far, open } = await openHere(t);
  await using sources = await open();
  await sources.addSource({ ...named, settings: far, secret: fake.password });
  const again = sources.addSource({ ...named, settings: far, secret: null });
  await assert.rejects(again, { code: 'source-exists' });
  await assert.rejects(sources.listSources({ account: 'nobody' }), { code: 'nonexistent' });
  await assert.rejects(sources.showSource({ ...named, name: 'near' }), { code: 'no-source' });
  await assert.rejects(sources.editSource({ ...named, changes: { port: 0 } }), { code: 'bad-source' });
  const probed = await sources.probeSource(named);
  assert.equal(probed.at === 'report' && probed.report.letters, 3);
  assert.equal((await sources.collectSource(named)).stored, 3);
  await sources.editSource({ ...named, rename: 'away', changes: { keep: { kind: 'nothing' } } });
  const away = { ...named, name: 'away' };
  assert.equal((await sources.collectSource(away)).waiting, 3);
  assert.equal(await sources.holdLetters({ ...away, entries: [2], held: true }), 1);
  await sources.collectSource(away);
  const { letters, waiting, held } = await sources.showSource(away);
  assert.deepEqual([letters, waiting, held], [3, 2, 1]);
  const { right } = await sources.checkSource(away);
  assert.equal(right, 3);
  await sources.editSource({ ...away, secret: 'wrong' });
  const plan = await sources.planSource(away);
  assert.equal(plan.at, 'trouble');
  await sources.removeSource(away);
  assert.deepEqual(await sources.listSources({}), []);
});

test('a server polls a source by itself, answers about it, and tells a trouble once without the secret', async (t) => {
  const { data, fake, far, open } = await openHere(t);
  const server = await startServer(data, ['log.level=debug']);
  {
    await using sources = await open();
    await sources.addSource({ ...named, settings: far, secret: fake.password });
    for (let tries = 0; (await sources.showSource(named)).last === null && tries < 400; tries++)
      await sleep(25);
    const [listed] = await sources.listSources({});
    assert.equal(listed?.last?.stored, 3);
    await sources.editSource({ ...named, secret: 'canary-wrong-canary' });
    for (let runs = 0; runs < 2; runs++)
      assert.equal((await sources.collectSource(named)).trouble !== undefined, true);
  }
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
  const log = server.log.join('\n');
  assert.match(log, /"stored":3/);
  assert.doesNotMatch(log, /canary/);
});
