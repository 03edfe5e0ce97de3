// The benchmarks of reading: what a poll costs with ten letters and with ten thousand, and what a letter costs.
import { bare } from './contestants/bare.ts';
import { casilla } from './contestants/casilla.ts';
import type { Contestant } from './contestants/contestant.ts';
import { dovecot } from './contestants/dovecot.ts';
import { measure, runJob } from './measure.ts';
import { series } from './series.ts';
import { tableRows } from './table.ts';

const letters = 10_000;
const few = ['few1', 'few2', 'few3', 'few4'];

export type Reading = 'poll' | 'retrieve';

/** Prints a row for each contestant of each of the `wanted` benchmarks. */
export async function benchReading(wanted: ReadonlySet<Reading>, names: ReadonlySet<string>, rounds: number) {
  await using stack = new AsyncDisposableStack();
  const contestants: Contestant[] = [];
  if (names.has('bare')) contestants.push(stack.use(await bare(letters)));
  if (names.has('dovecot')) contestants.push(stack.use(await dovecot()));
  if (names.has('casilla')) contestants.push(stack.use(await casilla([...few, 'many'])));
  for (const contestant of contestants) await fill(contestant);

  if (wanted.has('poll')) {
    const poll = (names: string[], sessions: number) => (contestant: Contestant) =>
      ({ kind: 'poll', port: contestant.pop3!, password: contestant.password, names, sessions }) as const;
    console.log(
      tableRows('login–UIDL–LIST–QUIT, 10 letters', await measure(contestants, rounds, poll(few, 250))),
    );
    console.log(
      tableRows(
        'login–UIDL–LIST–QUIT, 10,000 letters',
        await measure(contestants, rounds, poll(['many'], 50)),
      ),
    );
  }
  if (wanted.has('retrieve')) {
    for (const pipelined of [false, true]) {
      const retrieve = ({ pop3, password }: Contestant) =>
        ({ kind: 'retrieve', port: pop3!, password, name: 'many', count: letters, pipelined }) as const;
      const title = `RETR of 10,000 letters, ${pipelined ? 'pipelined' : 'one by one'}`;
      console.log(tableRows(title, await measure(contestants, rounds, retrieve)));
    }
  }
}

/** The same letters into every server's maildrops. The bare one has them already. */
async function fill({ lmtp }: Contestant): Promise<void> {
  if (lmtp === undefined) return;
  const common = { kind: 'deliver', port: lmtp, seed: series.maildrop, first: 0 } as const;
  for (const name of few) await runJob({ ...common, names: [name], count: 10 });
  // All letters go to one maildrop; eight connections make it quick. The first goes alone: eight processes of Dovecot
  // that make the same mailbox at once can deadlock ("Resource deadlock avoided", seen with 2.3.19).
  await runJob({ ...common, names: ['many'], count: 1 });
  const lines = Array.from({ length: 8 }, () => 'many');
  await runJob({ ...common, names: lines, first: 1, count: letters - 1 });
}
