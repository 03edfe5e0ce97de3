// A person's letters are on somebody else's server. They are collected, read here without that server, served again,
// and leave it when she says so; and her password is nowhere to be found.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { loginPop3 } from '../rig/dialogue.ts';
import { type RunningServer, runCasilla, startServer } from '../rig/server.ts';

const canary = 'canary-afar-4711';
const count = 12;
const letter = (n: number) => `Subject: ${n}\r\nMessage-ID: <${n}@afar.test>\r\n\r\n.${n} ñ\r\n`;

let root: string;
let afar: RunningServer;
/** All that was said to anybody. */
const said: string[] = [];

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'casilla-afar-'));
  run(['account', 'add', 'ana', '--data', join(root, 'afar'), '--password-stdin'], canary);
  const files = join(root, 'letters');
  mkdirSync(files);
  const name = (n: number) => join(files, `${String(n).padStart(2, '0')}.eml`);
  for (let n = 1; n <= count; n++) writeFileSync(name(n), letter(n));
  run(['import', 'ana', '--eml', files, '--data', join(root, 'afar')]);
  afar = await startServer(join(root, 'afar'));
});
after(async () => {
  await afar?.stop();
  rmSync(root, { recursive: true, force: true });
});

function run(parameters: string[], input = '', wanted = 0): string {
  const { status, stdout, stderr } = runCasilla(parameters, input);
  said.push(stdout, stderr);
  assert.equal(status, wanted, stdout + stderr);
  return stdout;
}

async function lettersAt(port: number, password: string): Promise<string[]> {
  const session = await loginPop3(port, 'ana', password);
  const stat = (await session.ask('STAT'))!.toString();
  const letters: string[] = [];
  for (let n = 1; n <= Number(stat.split(' ')[1]); n++) {
    await session.ask(`RETR ${n}`);
    letters.push((await session.untilDot())!.toString('utf8'));
  }
  session.end();
  return letters;
}

test('letters are collected from afar, served here octet for octet, and leave there only when asked', async () => {
  const data = join(root, 'here');
  const at = ['--data', data];
  run(['account', 'add', 'ana', ...at, '--password-stdin'], 'another');
  const port = String(afar.ports.pop3s);
  const source = [
    '--host',
    '127.0.0.1',
    '--port',
    port,
    '--user',
    'ana',
    '--trust',
    'first-use',
    '--disable',
  ];
  run(['source', 'add', 'ana', 'afar', ...source, '--password-stdin', ...at], `${canary}\n`);
  assert.match(run(['source', 'probe', 'ana', 'afar', ...at]), new RegExp(`${count} letters`));
  const first = run(['collect', 'ana', 'afar', ...at]);
  assert.equal(
    first,
    `ana afar: server lists ${count} · stored ${count} · new ${count} · repeated 0 · waiting to be deleted 0 · freed 0 B\n`,
  );
  assert.match(run(['collect', 'ana', 'afar', ...at]), /stored 12 · new 0 · repeated 0/);

  // The same commands, over a server that runs.
  const here = await startServer(data, ['log.level=debug']);
  assert.match(run(['collect', 'ana', 'afar', ...at]), /stored 12 · new 0 · repeated 0/);
  assert.deepEqual(
    await lettersAt(here.ports.pop3!, 'another'),
    Array.from({ length: count }, (_, n) => letter(n + 1)),
  );
  run(['source', 'edit', 'ana', 'afar', '--keep', 'newest=5', '--grace', '1s', ...at]);
  assert.match(run(['collect', 'ana', 'afar', ...at]), /waiting to be deleted 7/);
  assert.match(run(['source', 'plan', 'ana', 'afar', '--cancel', '1', ...at]), /^1 letters stay there/);
  await sleep(1_100);
  assert.match(run(['collect', 'ana', 'afar', ...at]), /server lists 12 .* freed [1-9]/);
  assert.equal((await lettersAt(afar.ports.pop3!, canary)).length, count - 6);
  assert.equal((await lettersAt(here.ports.pop3!, 'another')).length, count);
  assert.match(run(['source', 'check', 'ana', 'afar', ...at]), /^12 letters: 12 right/);

  // A wrong password pauses it; the right one lets it go on.
  run(['source', 'edit', 'ana', 'afar', '--password-stdin', ...at], `wrong-${canary}\n`);
  run(['collect', 'ana', 'afar', ...at], '', 77);
  run(['source', 'edit', 'ana', 'afar', '--password-stdin', ...at], `${canary}\n`);
  // Nobody asks: the server polls by itself.
  const show = () => run(['source', 'show', 'ana', 'afar', '--json', ...at]);
  run(['source', 'edit', 'ana', 'afar', '--enable', ...at]);
  for (let tries = 0; JSON.parse(show()).last.trouble !== undefined && tries < 20; tries++) await sleep(250);
  assert.match(run(['source', 'list', ...at]), /good\n$/);
  const transcript = run(['source', 'show', 'ana', 'afar', '--transcript', ...at]);
  assert.match(transcript, /^C: (AUTH|USER) /m);
  assert.deepEqual(await here.stop(), { code: 0, internalErrors: 0 });
  said.push(...here.log);
  run(['verify', ...at]);

  // F50: what was printed, logged and stored holds no password.
  for (const text of said) assert.equal(text.includes(canary), false, text);
  for (const file of readdirSync(data)) {
    if (!file.endsWith('.sock')) assert.equal(readFileSync(join(data, file)).includes(canary), false, file);
  }
});
