import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('threads log side by side, each line whole, and nothing is lost when the process ends at once', () => {
  const program = `
    import { Worker, isMainThread, workerData } from 'node:worker_threads';
    import { createLog } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const log = createLog({ level: 'info', short: false }).child({ thread: workerData ?? 0 });
    for (let n = 0; n < 500; n++) log.info({ n, padding: 'x'.repeat(200) }, 'line');
    if (isMainThread) {
      const ends = [1, 2].map((thread) => new Promise((resolve) => {
        new Worker(new URL(import.meta.url), { workerData: thread }).on('exit', resolve);
      }));
      await Promise.all(ends);
      process.kill(process.pid, 'SIGKILL');
    }`;
  const url = `data:text/javascript,${encodeURIComponent(program)}`;
  const run = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `await import(${JSON.stringify(url)})`],
    {
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  );
  assert.equal(run.signal, 'SIGKILL', run.stderr.slice(-500));
  const lines = run.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const thread of [0, 1, 2]) {
    const numbers = lines.filter((line) => line.thread === thread).map((line) => line.n);
    assert.deepEqual(
      numbers,
      Array.from({ length: 500 }, (_, n) => n),
    );
  }
});
