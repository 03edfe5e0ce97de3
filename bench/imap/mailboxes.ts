// The benchmarks of IMAP: one account with ten thousand letters in its INBOX and a hundred thousand in another mailbox.
import { casilla } from '../contestants/casilla.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { cyrus } from '../contestants/cyrus.ts';
import { dovecot } from '../contestants/dovecot.ts';
import type { Job } from '../job.ts';
import { measure, runJob } from '../measure.ts';
import { series } from '../series.ts';
import { tableRows } from '../table.ts';

const letters = 10_000;
const copies = 10;
const name = 'many';
const select = 'SELECT INBOX';
const selectBig = 'SELECT Big';

/** `name`: on the command line. */
type Benchmark = { name: string; title: string; job(contestant: Contestant, round: number): Job };

/** What was set in one round is taken away in the next: each changes every message. */
const sign = (round: number) => (round % 2 === 0 ? '+' : '-');

const commands =
  (before: string, command: (round: number) => string, { units = 1, times = 1 }) =>
  (contestant: Contestant, round: number): Job => ({
    kind: 'imap-commands',
    ...account(contestant),
    before: [before],
    command: command(round),
    times,
    units,
  });

const benchmarks: Benchmark[] = [
  {
    name: 'imap-select',
    title: 'login and SELECT of 100,000, LOGOUT',
    job: (contestant) => ({
      kind: 'imap-sessions',
      ...account(contestant),
      mailbox: 'Big',
      sessions: 1000,
    }),
  },
  {
    name: 'imap-flags',
    title: 'FETCH 1:* (UID FLAGS) of 100,000, a letter',
    job: commands(selectBig, () => 'FETCH 1:* (UID FLAGS)', { units: letters * copies }),
  },
  {
    name: 'imap-envelope',
    title: 'FETCH 1:* (ENVELOPE) of 10,000, a letter',
    job: commands(select, () => 'FETCH 1:* (ENVELOPE)', { units: letters }),
  },
  {
    name: 'imap-envelope',
    title: 'FETCH 1:* (ENVELOPE) of 100,000, a letter',
    job: commands(selectBig, () => 'FETCH 1:* (ENVELOPE)', { units: letters * copies }),
  },
  {
    name: 'imap-body',
    title: 'FETCH 1:* (BODY.PEEK[]) of 10,000, a letter',
    job: commands(select, () => 'FETCH 1:* (BODY.PEEK[])', { units: letters, times: 3 }),
  },
  {
    name: 'imap-store',
    title: 'UID STORE of 10,000 at once, a letter',
    job: commands(select, (round) => `UID STORE 1:* ${sign(round)}FLAGS.SILENT (\\Flagged)`, {
      units: letters,
    }),
  },
  {
    name: 'imap-store',
    title: 'UID STORE of 10,000, one by one',
    job: commands(select, (round) => `UID STORE # ${sign(round)}FLAGS.SILENT (\\Answered)`, {
      times: letters,
    }),
  },
  {
    name: 'imap-search',
    title: 'SEARCH FROM in 10,000',
    job: commands(select, () => 'SEARCH FROM "nobody.there"', {}),
  },
  {
    name: 'imap-search',
    title: 'SEARCH SUBJECT in 10,000',
    job: commands(select, () => 'SEARCH SUBJECT "nothing of that"', {}),
  },
  {
    name: 'imap-search-text',
    title: 'SEARCH TEXT in 10,000',
    job: commands(select, () => 'SEARCH TEXT "nothing of that"', {}),
  },
  {
    name: 'imap-append',
    title: 'APPEND, durable',
    job: (contestant, round) => ({
      kind: 'imap-append',
      ...account(contestant),
      mailbox: 'Added',
      seed: series.append + round,
      count: 1000,
    }),
  },
  {
    name: 'imap-resync',
    title: 'SELECT (QRESYNC) after 100 changes in 100,000',
    job: (contestant, round) => ({
      kind: 'imap-resync',
      ...account(contestant),
      mailbox: 'Big',
      changes: Array.from(
        { length: 100 },
        (_, index) => `STORE ${1 + index * 997} ${sign(round)}FLAGS.SILENT (\\Draft)`,
      ),
      times: 100,
    }),
  },
];

function account({ imap, password }: Contestant) {
  return { port: imap!, name, password };
}

export const imapNames: readonly string[] = [...new Set(benchmarks.map(({ name }) => name))];

/** Prints a row for each contestant of each of the `wanted` benchmarks. */
export async function benchImap(
  wanted: ReadonlySet<string>,
  names: ReadonlySet<string>,
  rounds: number,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const contestants: Contestant[] = [];
  if (names.has('dovecot')) contestants.push(stack.use(await dovecot()));
  if (names.has('cyrus')) contestants.push(stack.use(await cyrus()));
  if (names.has('casilla')) contestants.push(stack.use(await casilla([name])));
  for (const contestant of contestants) await fill(contestant);
  for (const { title, job } of benchmarks.filter((each) => wanted.has(each.name)))
    console.log(tableRows(title, await measure(contestants, rounds, job)));
}

/** The same letters into every server; the large mailbox is made of copies. */
async function fill(contestant: Contestant): Promise<void> {
  const say = (before: string[], command: string, times = 1) =>
    runJob({ kind: 'imap-commands', ...account(contestant), before, command, times, units: 1 });
  await say([], 'CREATE Big');
  await say([], 'CREATE Added');
  const common = { kind: 'deliver', port: contestant.lmtp!, seed: series.maildrop } as const;
  // The first goes alone, as in maildrops.ts.
  await runJob({ ...common, names: [name], first: 0, count: 1 });
  const lines = Array.from({ length: 8 }, () => name);
  await runJob({ ...common, names: lines, first: 1, count: letters - 1 });
  await say([select], 'COPY 1:* Big', copies);
}
