// Large letters pass through the server; they are never held in it. Its peak memory is printed for bench/results.md.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largeLetter } from '../../bench/letters.ts';
import { openMailTalk } from './mail-talk.ts';
import { openPop3Talk } from './pop3-talk.ts';
import { peakMemory, resetPeakMemory } from './processes.ts';
import { type Server, startServer } from './server.ts';

const accounts = Array.from({ length: 8 }, (_, index) => `box${index}`);
const mebibytes = (octets: number) => Math.round(octets / 2 ** 20);

/** A letter of `octets` for each of the first `count` accounts, all at once in, then all at once out. */
async function passThrough(server: Server, count: number, octets: number): Promise<void> {
  const letters = accounts
    .slice(0, count)
    .map((name, index) => ({ name, letter: largeLetter(octets, octets + index) }));
  await Promise.all(
    letters.map(async ({ name, letter }) => {
      const talk = await openMailTalk('lmtp', server.ports.lmtp);
      assert.match((await talk.deliver(letter, name))[0]!, /^250/);
      await talk.quit();
    }),
  );
  await Promise.all(
    letters.map(async ({ name, letter }) => {
      const pop3 = await openPop3Talk(server.ports.pop3, name, server.password);
      const number = Number((await pop3.ask('STAT')).split(' ')[1]);
      const brought = await pop3.askMany(`RETR ${number}`);
      assert.ok(brought.subarray(-letter.length).equals(letter), `${name}: ${brought.length} octets`);
      await pop3.quit();
    }),
  );
}

test('eight letters of 50 MB at once, and one of 200 MB, pass in bounded memory', async (t) => {
  await using server = await startServer({ accounts, settings: ['letter.limit=250MB'] });
  const peak = async (count: number, octets: number) => {
    if (count > 0) await passThrough(server, count, octets);
    const reached = mebibytes(peakMemory(server.pid));
    resetPeakMemory(server.pid);
    return reached;
  };
  const rest = await peak(0, 0);
  const one = await peak(1, 50_000_000);
  const eight = await peak(8, 50_000_000);
  const four = await peak(1, 200_000_000);
  t.diagnostic(
    `peak memory: at rest ${rest} MiB, one letter of 50 MB ${one}, eight at once ${eight}, one of 200 MB ${four}`,
  );
  // Freed memory is given back when the collector finds it worth its time, so each figure holds slack: one letter takes
  // about 150 MiB over rest, eight at once about 340. Held in whole, the octets of eight would be 381 MiB more than
  // that, and those of the longest 190.
  assert.ok(one - rest < 256, `one letter took ${one - rest} MiB`);
  assert.ok(eight - rest < 512, `eight letters took ${eight - rest} MiB`);
  assert.ok(
    four - eight < 64,
    `a letter four times as long took ${four - eight} MiB more than eight at once`,
  );
});
