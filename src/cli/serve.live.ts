// `casilla serve` as a process, and the commands that talk to it while it runs.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningServer, runCasilla, startServer } from '../../test/rig/server.ts';

const directory = mkdtempSync(join(tmpdir(), 'casilla-serve-'));
const data = join(directory, 'data');
const file = join(directory, 'casilla.toml');
let server: RunningServer | undefined;
after(async () => {
  await server?.kill();
  rmSync(directory, { recursive: true });
});

const listening = ['pop3', 'pop3s', 'imap', 'imaps', 'smtp', 'lmtp'].flatMap((protocol) => [
  '--set',
  `${protocol}.listen=127.0.0.1:0`,
]);

test('a second server on the same directory is refused in one sentence, also when the first was killed and started anew', async () => {
  writeFileSync(file, 'threads = 1\n');
  process.env.CASILLA_CONFIG = file;
  server = await startServer(data);
  await server.kill();
  server = await startServer(data);
  const second = runCasilla(['serve', '--data', data, ...listening]);
  assert.equal(second.status, 69);
  assert.equal(second.stdout, '');
  assert.equal(
    second.stderr,
    `casilla: another Casilla is using ${data}: stop it, or give another directory with --data\n`,
  );
});

test('a second server on the same port is refused in one sentence', () => {
  const other = join(directory, 'other');
  const taken = `127.0.0.1:${server!.ports.pop3}`;
  const second = runCasilla(['serve', '--data', other, ...listening, '--set', `pop3.listen=${taken}`]);
  assert.equal(second.status, 69);
  assert.equal(
    second.stderr,
    `casilla: another program is listening on pop3 ${taken}: stop it, or set another port\n`,
  );
});

test('accounts are administered while the server runs', () => {
  const on = ['--data', data];
  const add = (name: string) => runCasilla(['account', 'add', name, '--password-stdin', ...on], 'secret\n');
  assert.deepEqual(add('ana'), { status: 0, stdout: 'Added ana.\n', stderr: '' });
  assert.deepEqual(add('Ana'), {
    status: 65,
    stdout: '',
    stderr: 'casilla: there is already an account Ana\n',
  });
  const batch = runCasilla(['account', 'add', '--batch', '-', ...on], 'luis:{PLAIN}x\nANA:y\n@:z\n');
  assert.equal(batch.status, 65);
  assert.equal(batch.stdout, '1 added, 2 failed.\n');
  assert.match(
    batch.stderr,
    /^-:2: there is already an account ANA\n-:3: @ cannot be the name of an account/,
  );
  assert.equal(runCasilla(['account', 'quota', 'ana', '2G', ...on]).status, 0);
  const names = () => JSON.parse(runCasilla(['account', 'list', '--json', ...on]).stdout);
  assert.deepEqual(
    names().map(({ name, quotaOctets }: { name: string; quotaOctets: number }) => [name, quotaOctets]),
    [
      ['ana', 2 ** 31],
      ['luis', null],
    ],
  );
  assert.equal(runCasilla(['account', 'remove', 'luis', '--yes', ...on]).status, 0);
  assert.equal(names().length, 1);
  assert.match(runCasilla(['verify', ...on]).stdout, /All is well\.\n$/);
});

test('SIGHUP takes right settings, keeps the old for wrong ones and says why; SIGTERM ends with 0', async () => {
  const logged = async (message: string) => {
    while (!server!.log.some((line) => JSON.parse(line).msg === message)) await sleep(5);
    return JSON.parse(server!.log.find((line) => JSON.parse(line).msg === message)!);
  };
  writeFileSync(file, 'thread = 1\n');
  server!.signal('SIGHUP');
  const { problems } = await logged('the new settings are wrong: the old ones stay');
  assert.deepEqual(problems, [`${file}:1: there is no setting "thread"; did you mean threads?`]);
  writeFileSync(file, 'letter.hops = 50\n');
  server!.signal('SIGHUP');
  await logged('reloaded');
  const { code, internalErrors } = await server!.stop();
  server = undefined;
  assert.deepEqual([code, internalErrors], [0, 0]);
});
