// Clients that wait with IDLE, in a process of its own, and two more that measure how soon one sees what the other did.
// Says a line when all wait, and begins to measure when it is told to with another.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ImapClient } from '../../test/rig/imap.ts';

export type IdleJob = {
  port: number;
  password: string;
  /** The accounts that clients wait in, by turns. */
  names: string[];
  clients: number;
  /** The account of the two, with a letter in its INBOX; and how often one of them changes its flags. */
  name: string;
  changes: number;
};
/** Milliseconds from sending the change to hearing of it, ascending. */
export type Heard = { milliseconds: number[] };

/** Connections that are opened at once. */
const atOnce = 16;

const job = JSON.parse(process.argv[2]!) as IdleJob;
const waiting: ImapClient[] = [];
// The two come first: Dovecot hears of changes by inotify, of which the system gives one user 128.
const [writer, reader] = [await selected(job.name), await selected(job.name)];
const idle = await reader.idle();
await Promise.all(Array.from({ length: atOnce }, openSome));
console.log('waiting');
await once(createInterface({ input: process.stdin }), 'line');
console.log(JSON.stringify(await measure()));
for (const client of waiting) client.end();
process.exit();

async function openSome(): Promise<void> {
  while (waiting.length < job.clients) {
    const at = waiting.push(undefined as never) - 1;
    const client = await selected(job.names[at % job.names.length]!);
    waiting[at] = client;
    await client.idle();
  }
}

async function selected(name: string): Promise<ImapClient> {
  const client = await ImapClient.login(job.port, name, job.password);
  await client.ask('SELECT INBOX');
  return client;
}

async function measure(): Promise<Heard> {
  const milliseconds: number[] = [];
  for (let change = 0; change < job.changes; change++) {
    const began = performance.now();
    const stored = writer.ask(`STORE 1 ${change % 2 === 0 ? '+' : '-'}FLAGS.SILENT (\\Flagged)`);
    for (;;) if ((await reader.response()).includes('FETCH')) break;
    milliseconds.push(performance.now() - began);
    await stored;
  }
  await idle.end();
  writer.end();
  reader.end();
  return { milliseconds: milliseconds.sort((one, other) => one - other) };
}
