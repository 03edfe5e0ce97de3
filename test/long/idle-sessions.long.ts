// Five thousand people are logged in and say nothing: what that costs, and that everybody is still served.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds } from '../interop/processes.ts';
import { type Dialogue, loginPop3 } from '../rig/dialogue.ts';
import { runCasilla } from '../rig/server.ts';
import { cheapVerifier } from './cheap-verifier.ts';
import { residentMebibytes } from './resident.ts';
import { formatBusy, startWatchedServer } from './watched-server.ts';

const sessions = 5_000;
/** Logins at once: fewer than may wait for a turn to hash. */
const atOnce = 32;
const idleSeconds = 30;
const password = 'secret';

test(`${sessions} sessions that say nothing are kept, and each can go on`, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'casilla-idle-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const names = Array.from({ length: sessions }, (_, number) => `user${number}`);
  const batch = join(data, 'batch');
  const verifier = cheapVerifier(password);
  writeFileSync(batch, names.map((name) => `${name}:{ARGON2ID}${verifier}\n`).join(''));
  const store = join(data, 'store');
  assert.equal(runCasilla(['account', 'add', '--batch', batch, '--data', store]).status, 0);
  const server = await startWatchedServer(store, [`pop3.connections_per_address=${sessions + 100}`]);
  const before = { memory: residentMebibytes(server.pid), cpu: cpuSeconds(server.pid) };

  const began = performance.now();
  const dialogues = await eachOf(names, (name) => loginPop3(server.ports.pop3!, name, password));
  const seconds = (performance.now() - began) / 1000;
  const loggedIn = { memory: residentMebibytes(server.pid), cpu: cpuSeconds(server.pid) };
  await sleep(idleSeconds * 1000);
  const idle = { memory: residentMebibytes(server.pid), cpu: cpuSeconds(server.pid) };

  // The maildrop of each is locked, and everybody can go on.
  for (const name of [names[0]!, names.at(-1)!])
    await assert.rejects(loginPop3(server.ports.pop3!, name, password), /-ERR \[IN-USE\]/);
  const answers = await eachOf(dialogues, (dialogue: Dialogue) => dialogue.ask('STAT'));
  assert.deepEqual([...new Set(answers)], ['+OK 0 0']);
  const byes = await eachOf(dialogues, (dialogue: Dialogue) => dialogue.ask('QUIT'));
  assert.equal(byes.filter((reply) => reply.startsWith('+OK')).length, sessions);
  for (const dialogue of dialogues) dialogue.end();
  // Nothing of them is left.
  (await loginPop3(server.ports.pop3!, names[0]!, password)).end();
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });

  const perLogin = ((loggedIn.cpu - before.cpu) * 1e6) / sessions;
  const grown = loggedIn.memory - before.memory;
  t.diagnostic(
    `${sessions} logins in ${seconds.toFixed(1)} s, ${perLogin.toFixed(0)} µs of the server's CPU each`,
  );
  t.diagnostic(
    `resident: ${before.memory} MiB before, ${loggedIn.memory} MiB logged in (${((grown * 1024) / sessions).toFixed(1)} KiB a session), ${idle.memory} MiB after ${idleSeconds} s`,
  );
  t.diagnostic(`idle: ${(((idle.cpu - loggedIn.cpu) * 1000) / idleSeconds).toFixed(1)} ms of CPU a second`);
  t.diagnostic(formatBusy(server.busy()));
  assert.ok(grown < (sessions * 100) / 1024, `${grown} MiB for ${sessions} sessions`);
});

/** Does it for all, some at once; the results are in order. */
async function eachOf<T, R>(list: readonly T[], act: (each: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(list.length);
  const waiting = list.entries();
  const worker = async () => {
    for (const [index, each] of waiting) results[index] = await act(each);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
