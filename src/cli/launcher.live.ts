// bin/casilla: which Node it takes, and that killing or ending it ends what it runs.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bin/casilla', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'casilla-launcher-'));
after(() => rmSync(root, { recursive: true }));

function place(file: string, text: string, mode = 0o644): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

// A package around a copy of the launcher, whose main says how it was started.
mkdirSync(join(root, 'bin'));
copyFileSync(launcher, join(root, 'bin/casilla'));
const realMain = new URL('./main.ts', import.meta.url).href;
place(
  'cli/main.js',
  `if (process.argv[2] === 'account') import(${JSON.stringify(realMain)});
  else {
    const { argv, env, ppid } = process;
    console.log(JSON.stringify({ args: argv.slice(2), mark: env.MARK, ppid, launcher: env.CASILLA_LAUNCHER }));
    process.exitCode = 7;
  }`,
);
/** Makes this Node look old to the launcher, and not to what the launcher starts. */
const old = place(
  'old.cjs',
  "if (!process.env.CASILLA_LAUNCHER) { Object.defineProperty(process, 'version', { value: 'v12.22.12' }); delete process.execve; }",
);
const oldWithExecve = place(
  'old-execve.cjs',
  "Object.defineProperty(process, 'version', { value: 'v22.15.0' });",
);
mkdirSync(join(root, 'path'));
symlinkSync(process.execPath, join(root, 'path/node'));
mkdirSync(join(root, 'empty'));

function launch(options: string[], env: Record<string, string> = {}) {
  const run = spawnSync(process.execPath, [...options, join(root, 'bin/casilla'), 'a', '--b', 'c d'], {
    encoding: 'utf8',
    env: { PATH: join(root, 'empty'), LANG: 'C', ...env },
  });
  return { ...run, said: run.stdout === '' ? undefined : JSON.parse(run.stdout) };
}

test('a Node that is new enough is used as it is', () => {
  const { status, said } = launch([]);
  assert.equal(status, 7);
  assert.deepEqual(said, { args: ['a', '--b', 'c d'], ppid: process.pid });
});

test('an old Node runs a newer one from the PATH, and passes on its exit code', () => {
  const { status, said, pid } = launch(['-r', old], { PATH: `${join(root, 'empty')}:${join(root, 'path')}` });
  assert.equal(status, 7);
  assert.deepEqual(said, { args: ['a', '--b', 'c d'], ppid: pid, launcher: String(pid) });
});

test('where the system allows it the process becomes the newer Node', () => {
  const { status, said } = launch(['-r', oldWithExecve], { PATH: join(root, 'path') });
  assert.equal(status, 7);
  assert.deepEqual(said, { args: ['a', '--b', 'c d'], ppid: process.pid });
});

test('without a newer Node it says so in one sentence of the person’s language', () => {
  const english = launch(['-r', old]);
  assert.equal(english.status, 70);
  assert.match(
    english.stderr,
    /^casilla: Node 24\.15 or later is needed and this is v12\.22\.12: [^\n]+\.\n$/,
  );
  assert.match(
    launch(['-r', old], { LANG: 'es_ES.UTF-8' }).stderr,
    /^casilla: hace falta Node 24\.15 o posterior/,
  );
});

test('the Node pinned beside it comes first', {
  skip: process.platform !== 'linux' && 'it is pinned on Linux only',
}, () => {
  place(
    `node_modules/node-linux-${process.arch}/bin/node`,
    `#!/bin/sh\nMARK=pinned exec '${process.execPath}' "$@"\n`,
    0o755,
  );
  const { status, said } = launch([]);
  rmSync(join(root, 'node_modules'), { recursive: true });
  assert.equal(status, 7);
  assert.equal(said.mark, 'pinned');
});

test('an old Node can parse it', () => {
  assert.doesNotMatch(
    readFileSync(launcher, 'utf8'),
    /\?\?|\?\.[a-z([]|\|\|=|&&=|\bawait\b|#[a-z]\w*\(|replaceAll|\.at\(/,
  );
});

/** Runs the real command line under an "old" Node; it waits for a password that does not come. */
async function waiting(t: TestContext) {
  const child = spawn(
    process.execPath,
    ['-r', old, join(root, 'bin/casilla'), 'account', 'add', 'ana', '--password-stdin'],
    {
      stdio: ['pipe', 'ignore', 'inherit'],
      env: { ...process.env, PATH: join(root, 'path') },
    },
  );
  t.after(() => child.kill('SIGKILL'));
  const children = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
  while (children() === '') await sleep(10);
  return { child, inner: Number(children()) };
}

/** A dead process that nobody has asked about yet (Z) is dead. proc_pid_stat(5) */
const isAlive = (pid: number) => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const onLinux = { skip: process.platform !== 'linux' && 'reads /proc' };
for (const [what, pause] of [
  ['early', 0],
  ['when it is at work', 500],
] as const)
  test(`killing the launcher ${what} kills what it runs`, onLinux, async (t) => {
    const { child, inner } = await waiting(t);
    await sleep(pause);
    // Standard input stays open: nothing but the launcher's death ends it.
    child.kill('SIGKILL');
    await once(child, 'exit');
    while (isAlive(inner)) await sleep(10);
    child.stdin.destroy();
  });

test('a signal to the launcher reaches what it runs, and both end by it', onLinux, async (t) => {
  const { child, inner } = await waiting(t);
  await sleep(300);
  child.kill('SIGTERM');
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGTERM');
  assert.equal(isAlive(inner), false);
});
