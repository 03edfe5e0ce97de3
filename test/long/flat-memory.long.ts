// Some hours of a busy server without their pauses: letters come in, are read many times, and go. Memory must not grow
// with the work done. It makes one step in the first half, when the heaps of the threads reach their working size.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { letter } from '../../bench/letters.ts';
import { openMailTalk } from '../interop/mail-talk.ts';
import { cpuSeconds } from '../interop/processes.ts';
import { openTalk } from '../interop/talk.ts';
import { runCasilla } from '../rig/server.ts';
import { cheapVerifier } from './cheap-verifier.ts';
import { residentMebibytes } from './resident.ts';
import { formatBusy, startWatchedServer } from './watched-server.ts';

const rounds = 20;
const accounts = 8;
/** Letters of each account in each round, and how often each is read. */
const lettersEach = 250;
const readings = 10;
const deliveries = rounds * accounts * lettersEach;
const retrievals = deliveries * readings;
/** MiB that memory may differ between the rounds behind the middle and the last ones. */
const tolerance = 60;
const password = 'secret';

test(`memory stays flat over ${deliveries} deliveries and ${retrievals} retrievals`, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'casilla-memory-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const names = Array.from({ length: accounts }, (_, number) => `user${number}`);
  const batch = join(data, 'batch');
  writeFileSync(batch, names.map((name) => `${name}:{ARGON2ID}${cheapVerifier(password)}\n`).join(''));
  const store = join(data, 'store');
  assert.equal(runCasilla(['account', 'add', '--batch', batch, '--data', store]).status, 0);
  const server = await startWatchedServer(store);

  const resident = [residentMebibytes(server.pid)];
  let octets = 0;
  const began = { wall: performance.now(), cpu: cpuSeconds(server.pid) };
  for (let round = 0; round < rounds; round++) {
    await Promise.all(names.map((name, seed) => deliver(server.ports.lmtp!, name, seed + 1, round)));
    const read = await Promise.all(names.map((name) => readAndDelete(server.ports.pop3!, name)));
    octets += read.reduce((sum, each) => sum + each, 0);
    resident.push(residentMebibytes(server.pid));
  }
  const seconds = (performance.now() - began.wall) / 1000;
  const cpu = cpuSeconds(server.pid) - began.cpu;
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });

  t.diagnostic(
    `${deliveries} deliveries and ${retrievals} retrievals (${(octets / 1e9).toFixed(1)} GB) in ${seconds.toFixed(0)} s, ${cpu.toFixed(0)} s of the server's CPU`,
  );
  t.diagnostic(`resident, MiB, at rest and after each round: ${resident.join(' ')}`);
  t.diagnostic(formatBusy(server.busy()));
  const middle = Math.max(...resident.slice(11, 15));
  const last = Math.min(...resident.slice(-3));
  assert.ok(last - middle < tolerance, `resident memory grew from ${middle} to ${last} MiB`);
});

async function deliver(port: number, name: string, seed: number, round: number): Promise<void> {
  const talk = await openMailTalk('lmtp', port);
  for (let number = 0; number < lettersEach; number++) {
    const [answer] = await talk.deliver(letter(seed, round * lettersEach + number), `${name}@test`);
    assert.match(answer!, /^250 /);
  }
  await talk.quit();
}

/** Returns how many octets were read, as they came. */
async function readAndDelete(port: number, name: string): Promise<number> {
  const talk = await openTalk(port);
  const ask = async (command: string) => {
    await talk.send(`${command}\r\n`);
    assert.match(await talk.line(), /^\+OK/, command);
  };
  assert.match(await talk.line(), /^\+OK/);
  await ask(`USER ${name}`);
  await ask(`PASS ${password}`);
  let octets = 0;
  for (let reading = 0; reading < readings; reading++) {
    for (let number = 1; number <= lettersEach; number++) {
      await ask(`RETR ${number}`);
      octets += (await talk.untilDot()).length;
    }
  }
  for (let number = 1; number <= lettersEach; number++) await ask(`DELE ${number}`);
  await ask('QUIT');
  talk.close();
  return octets;
}
