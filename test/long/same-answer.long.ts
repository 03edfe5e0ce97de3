// Who asks for a name that does not exist hears what one with a wrong password hears, and as late. The words are held
// here; the times are printed, for a test must not depend on them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { hashPassword } from '../../src/accounts/verifier.ts';
import { cpuSeconds } from '../interop/processes.ts';
import { Dialogue } from '../rig/dialogue.ts';
import { runCasilla, startServer } from '../rig/server.ts';

const tries = 1_000;
/** One after the other of one kind, then of the other: so that what else the machine does meets both. */
const block = 20;

type Kind = 'unknown name' | 'wrong password';
const kinds: readonly Kind[] = ['unknown name', 'wrong password'];

test(`an unknown name and a wrong password are told the same, ${tries} times each`, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'casilla-same-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  // An account each: who fails too often at one is sent away before anything is looked at.
  const verifier = await hashPassword('right');
  const batch = join(data, 'batch');
  const lines = Array.from({ length: tries }, (_, number) => `known${number}:{ARGON2ID}${verifier}\n`);
  writeFileSync(batch, lines.join(''));
  const store = join(data, 'store');
  assert.equal(runCasilla(['account', 'add', '--batch', batch, '--data', store]).status, 0);
  const server = await startServer(store);

  const words = new Set<string>();
  const latency: Record<Kind, number[]> = { 'unknown name': [], 'wrong password': [] };
  const cpu: Record<Kind, number> = { 'unknown name': 0, 'wrong password': 0 };
  for (let from = 0; from < tries; from += block) {
    for (const kind of kinds) {
      const before = cpuSeconds(server.pid);
      for (let number = from; number < from + block; number++) {
        const name = `${kind === 'unknown name' ? 'nobody' : 'known'}${number}`;
        const answer = await tryToLogIn(server.ports.pop3!, name, `wrong${number}`);
        words.add(answer.words);
        latency[kind].push(answer.milliseconds);
      }
      cpu[kind] += cpuSeconds(server.pid) - before;
    }
  }
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });

  const figures = kinds.map((kind) => ({
    kind,
    median: median(latency[kind]),
    cpu: (cpu[kind] * 1e3) / tries,
  }));
  for (const { kind, median: half, cpu: each } of figures)
    t.diagnostic(`${kind}: median ${half.toFixed(2)} ms to the answer, ${each.toFixed(2)} ms of CPU each`);
  const [unknown, wrong] = figures;
  t.diagnostic(
    `difference: ${(unknown!.median - wrong!.median).toFixed(2)} ms in the median, ${(unknown!.cpu - wrong!.cpu).toFixed(2)} ms of CPU`,
  );
  assert.equal(words.size, 1, [...words].join(' / '));
  assert.match([...words][0]!, /^\+OK [^/]*\/-ERR \[AUTH\]/);
});

/** What USER and PASS were answered, the name taken out, and how long the last answer took. */
async function tryToLogIn(
  port: number,
  name: string,
  password: string,
): Promise<{ words: string; milliseconds: number }> {
  const dialogue = new Dialogue(port);
  await dialogue.line();
  const first = await dialogue.ask(`USER ${name}`);
  const began = performance.now();
  const second = await dialogue.ask(`PASS ${password}`);
  const milliseconds = performance.now() - began;
  dialogue.end();
  return { words: `${first}/${second}`.replaceAll(name, 'NAME'), milliseconds };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
