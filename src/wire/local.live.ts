import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connectLocal, listenLocal } from './local.ts';

test('messages cross a local socket whole, in order, whatever their size; garbage ends only its own connection', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-local-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'socket');
  const listener = await listenLocal(path, { mode: 0o600 }, (peer) =>
    peer.on('message', (message) => peer.postMessage({ echo: message })),
  );
  t.after(() => listener.close());
  assert.equal(statSync(path).mode & 0o777, 0o600);

  const garbage = createConnection(path);
  garbage.write('not json\n');
  await new Promise((resolve) => garbage.on('close', resolve));

  const peer = await connectLocal(path);
  const heard: unknown[] = [];
  const done = new Promise<void>((resolve) =>
    peer.on('message', (message) => {
      heard.push(message);
      if (heard.length === 3) resolve();
    }),
  );
  const sent = ['ñ€', { text: 'a\nb'.repeat(100_000) }, 7];
  for (const message of sent) peer.postMessage(message);
  await done;
  assert.deepEqual(
    heard,
    sent.map((echo) => ({ echo })),
  );
  peer.close();
  await peer.closed;
});

test('connecting where nobody listens is refused with the code of the system', async () => {
  await assert.rejects(connectLocal('/nonexistent/socket'), { code: 'ENOENT' });
});
