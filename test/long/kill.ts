// Kills the server at random moments while letters come in and go out, then compares what was acknowledged with what
// is there. A letter whose "250" was seen must be there, whole, once; a deletion whose "+OK" was seen must hold.

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningServer, runCasilla, startServer } from '../rig/server.ts';
import { fetchLetters, sendLetters } from './correspondents.ts';
import { LetterBook } from './letter-book.ts';

const password = 'wrong horse battery';
const senders = 4;

export type KillOptions = {
  /** Milliseconds from ready to the kill: at least, and less than. */
  window?: [from: number, below: number];
  settings?: readonly string[];
  /** What else goes on until the server is gone. */
  meanwhile?: (server: RunningServer, data: string) => Promise<void>;
  /** What else must be true in the end, while the server runs. */
  afterwards?: (data: string) => void;
};

/** Kills `rounds` times; rejects when anything acknowledged was lost, doubled or altered. */
export async function killRepeatedly(
  rounds: number,
  { window = [20, 500], settings = [], meanwhile, afterwards }: KillOptions = {},
): Promise<{ acknowledged: number; deleted: number }> {
  const data = mkdtempSync(join(tmpdir(), 'casilla-kill-'));
  try {
    const account = ['account', 'add', 'ana', '--data', data, '--password-stdin'];
    assert.equal(runCasilla(account, `${password}\n`).status, 0);
    const book = new LetterBook();
    for (let round = 0; round < rounds; round++) {
      const server = await startServer(data, settings);
      const { lmtp, pop3 } = server.ports;
      const workers: Promise<unknown>[] = [
        ...Array.from({ length: senders }, (_, n) =>
          sendLetters({ port: lmtp!, book }, `${round}-${n}`, ['ana']),
        ),
        fetchLetters({ port: pop3!, book }, { account: 'ana', password, reads: 5, deletes: 5 }),
      ];
      if (meanwhile) workers.push(meanwhile(server, data));
      await sleep(randomInt(...window));
      await server.kill();
      await Promise.all(workers);
    }
    const server = await startServer(data, settings);
    await book.compare(server.ports.pop3!, password);
    afterwards?.(data);
    verify(data);
    assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
    verify(data);
    return book.counts;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function verify(data: string): void {
  const { status, stdout, stderr } = runCasilla(['verify', '--data', data]);
  assert.equal(status, 0, stdout + stderr);
}
