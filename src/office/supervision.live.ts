import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { superviseThread } from './supervision.ts';

test('a thread that dies is mourned, started again with new data, and answers again; an ended one stays away', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'casilla-thread-'));
  t.after(() => rm(directory, { recursive: true }));
  const entry = join(directory, 'thread.mjs');
  writeFileSync(
    entry,
    `import { parentPort, workerData } from 'node:worker_threads';
     parentPort.on('message', ({ id, name }) => {
       if (name === 'die') throw new Error('on purpose');
       parentPort.postMessage({ line: 'answer', id, value: workerData });
     });`,
  );
  const heard: string[] = [];
  let starts = 0;
  const { promise: back, resolve } = Promise.withResolvers<void>();
  const thread = superviseThread<{ which(input: null): number; die(input: null): void }>({
    entry: pathToFileURL(entry),
    name: 'mortal',
    ours: {},
    give: () => ({ data: ++starts, transfer: [] }),
    died: (error) => void heard.push(error.message),
    revived: resolve,
  });
  assert.equal(await thread.call('which', null), 1);
  await assert.rejects(thread.call('die', null));
  await back;
  assert.deepEqual(heard, ['on purpose']);
  assert.equal(await thread.call('which', null), 2);
  await thread.end();
  await assert.rejects(thread.call('which', null));
  assert.equal(starts, 2);
});

test('a thread that was started again but cannot do its work is started once more', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'casilla-thread-'));
  t.after(() => rm(directory, { recursive: true }));
  const entry = join(directory, 'thread.mjs');
  writeFileSync(
    entry,
    `import { parentPort, workerData } from 'node:worker_threads';
     parentPort.on('message', ({ id, name }) => {
       if (name === 'die') throw new Error('on purpose');
       if (workerData === 2) parentPort.postMessage({ line: 'fault', id, message: 'no port' });
       else parentPort.postMessage({ line: 'answer', id, value: workerData });
     });`,
  );
  let starts = 0;
  const { promise: back, resolve } = Promise.withResolvers<void>();
  const thread = superviseThread<{ which(input: null): number; die(input: null): void }>({
    entry: pathToFileURL(entry),
    name: 'clumsy',
    ours: {},
    give: () => ({ data: ++starts, transfer: [] }),
    died: () => Promise.reject(new Error('the store is closing')),
    revived: async () => {
      await thread.call('which', null);
      resolve();
    },
  });
  await assert.rejects(thread.call('die', null));
  await back;
  assert.equal(await thread.call('which', null), 3);
  await thread.end();
});
