// The benchmarks of the collector, inside the process that owns the store, beside mpop, which is a process of its own:
// both collect from the same server behind the same delay, in turns.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ran, runMpop } from './mpop.ts';
import type { Remote } from './remote.ts';
import { type Started, start } from './started.ts';

export const collectingNames = ['collect', 'idle-poll', 'large-letter'] as const;
export type Collecting = (typeof collectingNames)[number];

type Inside = Ran & { /** Octets resident before. */ atRest: number };
type Row = { name: string; mpop: Ran; casilla: Inside };

const mebibytes = (octets: number) => `${(octets / 2 ** 20).toFixed(0)} MiB`;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

export async function benchCollecting(wanted: ReadonlySet<Collecting>, rounds: number): Promise<void> {
  console.log(
    '\n| benchmark | mpop | Casilla | × mpop (time) | rate, × mpop | mpop peak | Casilla beyond rest |\n|---|---:|---:|---:|---:|---:|---:|',
  );
  if (wanted.has('collect')) {
    const collect = (letters: number, delay: number) =>
      series(`${letters} letters of 4 KB at ${delay} ms`, rounds, { letters, octets: 4_096, delay });
    await collect(500, 20);
    await collect(200, 100);
  }
  if (wanted.has('idle-poll')) await idlePoll(100_000, rounds);
  if (wanted.has('large-letter'))
    await series('one letter of 1 GB', 1, { letters: 1, octets: 1_000_000_000, delay: 0 });
}

/** A round is a new server with new letters; each contestant collects all of them once. Round 0 warms up. */
async function series(name: string, rounds: number, remote: Omit<Remote, 'first'>): Promise<void> {
  const ran: Row[] = [];
  await using place = temporary();
  await using inside = await openInside(place.directory);
  const warm = rounds > 1 ? 0 : 1;
  for (let round = warm; round <= rounds; round++) {
    await using server = await start('remote.ts', { ...remote, first: 1 + round * remote.letters });
    const port = await portOf(server);
    await using maildir = temporary();
    const mpop = await runMpop(maildir.directory, port, 'maildir');
    const casilla = await collectInside(inside, port, remote.letters);
    if (round > 0) ran.push({ name, mpop, casilla });
  }
  print(ran);
}

/** Each knows all letters already: mpop by its file, Casilla because it collected them. */
async function idlePoll(letters: number, rounds: number): Promise<void> {
  const ran: Row[] = [];
  await using place = temporary();
  await using inside = await openInside(place.directory);
  await using server = await start('remote.ts', { letters, first: 1, octets: 300, delay: 0 });
  const port = await portOf(server);
  const uids = Array.from({ length: letters }, (_, index) => `u${String(index + 1).padStart(8, '0')}`);
  writeFileSync(join(place.directory, 'uidls'), ` ${letters} 127.0.0.1 ana\n${uids.join('\n')}\n`);
  await collectInside(inside, port, letters);
  for (let round = 0; round <= rounds; round++) {
    const mpop = await runMpop(place.directory, port, 'maildir');
    const casilla = await askInside(inside, 'run');
    if (round > 0) ran.push({ name: `poll of ${letters} known letters`, mpop, casilla });
  }
  print(ran);
}

async function openInside(directory: string): Promise<Started> {
  const inside = await start('inside.ts', { directory });
  await inside.line();
  return inside;
}

/** A new source, and one run of it that must store so many letters. */
async function collectInside(inside: Started, port: number, letters: number): Promise<Inside> {
  inside.tell(`source ${port}`);
  await inside.line();
  const done = await askInside(inside, 'run');
  if (done.stored !== letters) throw new Error(`${done.stored} of ${letters} letters were stored`);
  return done;
}

async function askInside(inside: Started, line: string): Promise<Inside & { stored: number }> {
  inside.tell(line);
  return JSON.parse(await inside.line());
}

async function portOf(server: Started): Promise<number> {
  return Number((await server.line()).split(' ')[1]);
}

function print(ran: readonly Row[]): void {
  const mpop = median(ran.map((row) => row.mpop.milliseconds));
  const casilla = median(ran.map((row) => row.casilla.milliseconds));
  const [{ name }] = ran as [Row];
  const beyond = Math.max(...ran.map(({ casilla }) => casilla.peak - casilla.atRest));
  const peak = Math.max(...ran.map((row) => row.mpop.peak));
  console.log(
    `| ${name} | ${mpop.toFixed(0)} ms | ${casilla.toFixed(0)} ms | ${(casilla / mpop).toFixed(2)} | ${(mpop / casilla).toFixed(2)} | ${mebibytes(peak)} | ${mebibytes(beyond)} |`,
  );
}

function temporary(): AsyncDisposable & { directory: string } {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-bench-'));
  return {
    directory,
    async [Symbol.asyncDispose]() {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
