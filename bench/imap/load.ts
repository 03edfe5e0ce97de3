// What an IMAP client does to a server in a benchmark.
import type { Done } from '../job.ts';
import { letter } from '../letters.ts';
import { openImapTalk } from './talk.ts';

type Account = { port: number; name: string; password: string };

export type ImapJob = Account &
  /** Log in, SELECT, log out. */
  (
    | { kind: 'imap-sessions'; mailbox: string; sessions: number }
    /** `before` is said untimed. `command` counts as `units`; `times`: so often, `#` in it is 1, 2, … */
    | { kind: 'imap-commands'; before: string[]; command: string; times: number; units: number }
    /** Letters of the series, one after the other. */
    | { kind: 'imap-append'; mailbox: string; seed: number; count: number }
    /** A client that was away while `changes` messages were flagged comes back, so many times. */
    | { kind: 'imap-resync'; mailbox: string; changes: string[]; times: number }
  );

export function runImap(job: ImapJob): Promise<Done> {
  switch (job.kind) {
    case 'imap-sessions':
      return sessions(job);
    case 'imap-commands':
      return commands(job);
    case 'imap-append':
      return append(job);
    case 'imap-resync':
      return resync(job);
  }
}

const open = ({ port, name, password }: Account) => openImapTalk(port, name, password);

async function timed(units: number, work: () => Promise<void>): Promise<Done> {
  const began = performance.now();
  await work();
  return { units, milliseconds: performance.now() - began };
}

function sessions(job: Extract<ImapJob, { kind: 'imap-sessions' }>): Promise<Done> {
  return timed(job.sessions, async () => {
    for (let session = 0; session < job.sessions; session++) {
      const talk = await open(job);
      await talk.command(`SELECT ${job.mailbox}`);
      await talk.close();
    }
  });
}

async function commands(job: Extract<ImapJob, { kind: 'imap-commands' }>): Promise<Done> {
  const talk = await open(job);
  for (const command of job.before) await talk.command(command);
  const done = await timed(job.units * job.times, async () => {
    for (let time = 1; time <= job.times; time++) await talk.command(job.command.replace('#', `${time}`));
  });
  await talk.close();
  return done;
}

async function append(job: Extract<ImapJob, { kind: 'imap-append' }>): Promise<Done> {
  const talk = await open(job);
  const done = await timed(job.count, async () => {
    for (let index = 0; index < job.count; index++) await talk.append(job.mailbox, letter(job.seed, index));
  });
  await talk.close();
  return done;
}

async function resync(job: Extract<ImapJob, { kind: 'imap-resync' }>): Promise<Done> {
  const talk = await open(job);
  await talk.command('ENABLE QRESYNC');
  const selected = await talk.command(`SELECT ${job.mailbox}`);
  const number = (code: string) => new RegExp(`\\[${code} (\\d+)\\]`).exec(selected)![1]!;
  const known = `${number('UIDVALIDITY')} ${number('HIGHESTMODSEQ')}`;
  for (const change of job.changes) await talk.command(change);
  const done = await timed(job.times, async () => {
    for (let time = 0; time < job.times; time++)
      await talk.command(`SELECT ${job.mailbox} (QRESYNC (${known}))`);
  });
  await talk.close();
  return done;
}
