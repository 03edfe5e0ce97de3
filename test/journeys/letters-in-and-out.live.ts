// Letters move in and out by command, as a person who changes servers does it: with a server running and without, and
// with the power going off in the middle.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loginPop3 } from '../rig/dialogue.ts';
import { digestOf, makeMaildir } from '../rig/maildir.ts';
import { runCasilla, startServer } from '../rig/server.ts';

const casilla = fileURLToPath(new URL('../../bin/casilla', import.meta.url));
const password = 'a secret';

let root: string;
before(() => {
  root = mkdtempSync(join(tmpdir(), 'casilla-in-and-out-'));
});
after(() => rmSync(root, { recursive: true, force: true }));

/** Every fifth one with LF, every seventh larger than a chunk, two in fifty the same. */
function letter(number: number): Buffer {
  const n = number % 50 === 1 ? 1 : number;
  const lines = n % 7 === 0 ? 9_000 : 20;
  const text = `Subject: ${n}\r\n\r\n${`.${n} ${'ñ'.repeat(20)}\r\n`.repeat(lines)}`;
  return Buffer.from(n % 5 === 0 ? text.replaceAll('\r\n', '\n') : text);
}

const addAccount = (data: string, name: string) =>
  assert.equal(
    runCasilla(['account', 'add', name, '--data', data, '--password-stdin'], `${password}\n`).status,
    0,
  );

function succeed(parameters: string[], input = ''): string {
  const { status, stdout, stderr } = runCasilla(parameters, input);
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

/** What an account has, folder by folder: digest, flags, date, unique-id. Made from an export of single files. */
function contents(data: string, name: string): string[] {
  const out = join(root, `contents-${name}-${Math.random()}`);
  succeed(['export', name, '--eml', out, '--data', data]);
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('letters.jsonl'))
    .flatMap((file) => {
      const lines = readFileSync(join(out, file), 'utf8').trim().split('\n').filter(Boolean);
      return lines.map((line) => {
        const { file: eml, ...facts } = JSON.parse(line);
        const octets = readFileSync(join(out, file, '..', eml));
        return `${JSON.stringify(facts)} ${digestOf(octets)}`;
      });
    })
    .sort();
}

test("a Dovecot's Maildir moves in while the server runs, and POP3 clients see the unique-ids they know", async () => {
  const data = join(root, 'running');
  const count = 60;
  const uidls = makeMaildir(join(root, 'dovecot'), letter, count);
  const server = await startServer(data);
  addAccount(data, 'ana');
  addAccount(data, 'eva');
  const said = succeed(['import', 'ana', '--maildir', join(root, 'dovecot'), '--data', data]);
  assert.match(said, /^60 letters, .*: 60 added, 0 were here already\.\n60 of 60 identical by digest\.\n$/);
  const session = await loginPop3(server.ports.pop3!, 'ana', password);
  await session.ask('UIDL');
  const listed = (await session.untilDot())!.toString('latin1').trim().split('\r\n');
  assert.deepEqual(
    listed.map((line) => line.split(' ')[1]),
    uidls,
  );
  await session.ask('RETR 5');
  assert.equal((await session.untilDot())!.toString('utf8'), letter(4).toString('utf8'));
  session.end();

  const wanted = contents(data, 'ana');
  assert.equal(wanted.length, count);
  for (const [format, path] of [
    ['--maildir', join(root, 'out-maildir')],
    ['--mbox', join(root, 'out-mbox')],
    ['--eml', join(root, 'out-eml')],
  ] as const) {
    assert.match(succeed(['export', 'ana', format, path, '--data', data]), /60 of 60 identical/);
    assert.match(succeed(['import', 'ana', format, path, '--data', data]), / 0 added, 60 were here already/);
    // The first brings them, the others find them.
    assert.match(succeed(['import', 'eva', format, path, '--data', data]), /60 of 60 identical/);
    assert.deepEqual(contents(data, 'eva'), wanted);
  }
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
  // Without a server the same commands find the same letters.
  assert.deepEqual(contents(data, 'eva'), wanted);
  succeed(['verify', '--data', data]);
});

for (const isRunning of [true, false])
  test(`an import that is killed in the middle goes on, ${isRunning ? 'over a server' : 'without a server'}`, async () => {
    const data = join(root, `killed-${isRunning}`);
    const maildir = join(root, `source-${isRunning}`);
    const count = 400;
    makeMaildir(maildir, letter, count);
    addAccount(data, 'ana');
    const server = isRunning ? await startServer(data) : undefined;
    const parameters = ['import', 'ana', '--maildir', maildir, '--data', data];
    const child = spawn(process.execPath, [casilla, ...parameters], { stdio: 'ignore' });
    const gone = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    // Some letters are on the disk, and most are not.
    const enough = 2 * 2 ** 20;
    const written = () => statSync(join(data, 'bodies.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
    for (let tries = 0; written() < enough && tries < 2_000; tries++) await sleep(5);
    child.kill('SIGKILL');
    assert.equal(await gone, 'SIGKILL');
    const said = succeed(parameters);
    const [, added, known] = /(\d+) added, (\d+) were here already/.exec(said)!;
    assert.equal(Number(added) + Number(known), count);
    assert.ok(Number(added) > 0 && Number(known) > 0, said);
    assert.equal(contents(data, 'ana').length, count);
    assert.match(succeed(parameters), / 0 added, 400 were here already/);
    if (server !== undefined) assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
    succeed(['verify', '--data', data]);
  });

test('letters from a pipe arrive or are kept by whoever sends them', async () => {
  const data = join(root, 'pipe');
  addAccount(data, 'ana');
  const deliver = (to: string, ...more: string[]) =>
    runCasilla(['deliver', '--to', to, '--data', data, ...more], 'Subject: x\n\nx\n', { SENDER: 's@x.test' })
      .status;
  assert.equal(deliver('ana'), 0);
  assert.equal(deliver('nobody'), 67);
  const server = await startServer(data);
  assert.equal(deliver('ana+list@test', '--folder', 'Lists'), 0);
  assert.equal(deliver('ana@elsewhere.test'), 67);
  assert.equal(runCasilla(['account', 'quota', 'ana', '70', '--data', data]).status, 0);
  assert.equal(deliver('ana'), 75);
  const listed = JSON.parse(succeed(['mail', 'list', 'ana', '--folder', 'Lists', '--json', '--data', data]));
  assert.deepEqual(
    listed.map(({ uid, subject }: { uid: number; subject: string }) => [uid, subject]),
    [[1, 'x']],
  );
  const [first] = JSON.parse(succeed(['mail', 'list', 'ana', '--json', '--data', data]));
  const raw = succeed(['mail', 'show', 'ana', String(first.uid), '--raw', '--data', data]);
  assert.equal(raw, 'Return-Path: <s@x.test>\r\nSubject: x\r\n\r\nx\r\n');
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
});
