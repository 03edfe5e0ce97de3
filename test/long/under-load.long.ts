// A hundred people download and delete while eight LMTP connections deliver and accounts are added and removed on the
// command line; once more while protocol threads die. Afterwards: nothing acknowledged is lost, doubled or altered,
// nobody is locked out, and nothing but those threads was an internal error.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runCasilla } from '../rig/server.ts';
import { cheapVerifier } from './cheap-verifier.ts';
import { type Correspondence, fetchLetters, sendLetters } from './correspondents.ts';
import { LetterBook } from './letter-book.ts';
import { residentMebibytes } from './resident.ts';
import { formatBusy, startWatchedServer } from './watched-server.ts';

const readers = 100;
const senders = 8;
/** Seconds, and how many threads end in them, evenly. */
const loads = [
  { seconds: 20, deaths: 0 },
  { seconds: 42, deaths: 6 },
];
const password = 'secret';
const casilla = fileURLToPath(new URL('../../bin/casilla', import.meta.url));

for (const each of loads)
  test(`${readers} sessions, ${senders} deliveries at a time, accounts that come and go, ${each.deaths} threads that die`, (t) =>
    load(t, each));

async function load(t: TestContext, { seconds, deaths }: (typeof loads)[number]): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'casilla-load-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const names = Array.from({ length: readers }, (_, number) => `user${number}`);
  const batch = join(data, 'batch');
  writeFileSync(batch, names.map((name) => `${name}:{ARGON2ID}${cheapVerifier(password)}\n`).join(''));
  const store = join(data, 'store');
  assert.equal(runCasilla(['account', 'add', '--batch', batch, '--data', store]).status, 0);
  const settings = [`pop3.connections_per_address=${readers * 2}`];
  const server = await startWatchedServer(store, settings);

  let over = false;
  const goesOn = () => !over;
  const book = new LetterBook();
  const { lmtp, pop3 } = server.ports;
  const sending = Array.from({ length: senders }, (_, sender) =>
    again(goesOn, (turn) =>
      sendLetters({ port: lmtp!, book, goesOn } satisfies Correspondence, `${sender}-${turn}`, names),
    ),
  );
  let read = 0;
  const heard = () => void read++;
  const reading = names.map((account) =>
    again(goesOn, () =>
      fetchLetters({ port: pop3!, book, goesOn }, { account, password, reads: 50, deletes: 1, heard }),
    ),
  );
  const administering = comeAndGo(store, goesOn);
  const working = Promise.all([...sending, ...reading, administering]);
  const dying = (async () => {
    for (let pause = 0; pause <= deaths; pause++) {
      if (pause > 0) server.endThread();
      await sleep((seconds * 1000) / (deaths + 1));
    }
  })();
  // What is found wrong must end the test at once, not after the last death.
  await Promise.race([dying, working]);
  const resident = residentMebibytes(server.pid);
  over = true;
  const stays = (await working).at(-1) as { added: string[]; removed: number };

  await book.compare(pop3!, password);
  const listed = JSON.parse(runCasilla(['account', 'list', '--json', '--data', store]).stdout);
  const present = (listed as { name: string }[]).map(({ name }) => name).sort();
  assert.deepEqual(present, [...names, ...stays.added].sort());
  const verified = runCasilla(['verify', '--data', store]);
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  // Each thread that died counts as one, and nothing else does.
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: deaths });

  const { acknowledged, deleted } = book.counts;
  t.diagnostic(
    `in ${seconds} s: ${acknowledged} letters delivered, ${read} read, ${deleted} deleted, ${stays.added.length + stays.removed} accounts added, ${stays.removed} removed, ${deaths} threads ended; resident ${resident} MiB`,
  );
  t.diagnostic(formatBusy(server.busy()));
}

/** Begins anew whenever the connection broke. */
async function again(goesOn: () => boolean, act: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; goesOn(); turn++) {
    await act(turn);
    await sleep(20);
  }
}

/** Adds accounts on the command line and removes every second one. `added`: those that must be there in the end. */
async function comeAndGo(
  store: string,
  goesOn: () => boolean,
): Promise<{ added: string[]; removed: number }> {
  const added: string[] = [];
  let removed = 0;
  for (let number = 0; goesOn(); number++) {
    const name = `guest${number}`;
    await command(['account', 'add', name, '--data', store, '--password-stdin'], `${password}\n`);
    added.push(name);
    if (number % 2 === 0) continue;
    await command(['account', 'remove', name, '--yes', '--data', store]);
    added.pop();
    removed++;
  }
  return { added, removed };
}

/** Runs `casilla …` without stopping the world; it must succeed. */
async function command(parameters: string[], input = ''): Promise<void> {
  const child = spawn(process.execPath, [casilla, ...parameters], { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, `${parameters.join(' ')}: ${said}`);
}
