// The benchmark of memory: the peak of a fresh server after letters of 50 MB came in and went out again.
import { peakMemory } from '../test/interop/processes.ts';
import { casilla } from './contestants/casilla.ts';
import type { Contestant } from './contestants/contestant.ts';
import { dovecot } from './contestants/dovecot.ts';
import { runJob } from './measure.ts';

const octets = 50_000_000;
const accounts = Array.from({ length: 8 }, (_, index) => `box${index + 1}`);
const megabytes = (value: number) => `${Math.round(value / 2 ** 20)} MiB`;

export async function benchMemory(names: ReadonlySet<string>) {
  console.log(
    '\n| peak memory (sum of VmHWM) | at rest | one letter of 50 MB | eight at once |\n|---|---:|---:|---:|',
  );
  const starts: [string, () => Promise<Contestant>][] = [
    ['dovecot', dovecot],
    ['casilla', () => casilla(accounts, ['letter.limit=100MB'])],
  ];
  for (const [name, start] of starts.filter(([name]) => names.has(name))) {
    const peaks: string[] = [];
    for (const count of [0, 1, 8]) {
      await using contestant = await start();
      const { lmtp, pop3, password } = contestant;
      if (count > 0)
        await runJob({
          kind: 'large',
          lmtp: lmtp!,
          pop3: pop3!,
          password,
          octets,
          names: accounts.slice(0, count),
        });
      peaks.push(megabytes(peakMemory(contestant.pid)));
    }
    console.log(`| ${name === 'casilla' ? 'Casilla' : 'Dovecot'} | ${peaks.join(' | ')} |`);
  }
}
