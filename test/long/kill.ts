// Kills the server at random moments while letters come in and go out, then compares what was acknowledged with what
// is there. A letter whose "250" was seen must be there, whole, once; a deletion whose "+OK" was seen must hold.

import assert from 'node:assert/strict';
import { createHash, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliverLmtp, greetLmtp, loginPop3 } from '../rig/dialogue.ts';
import { type RunningServer, runCasilla, startServer } from '../rig/server.ts';

const password = 'wrong horse battery';
const senders = 4;

type Sent = { digest: string; acknowledged: boolean; deletion: 'none' | 'asked' | 'acknowledged' };

/** Kills `rounds` times; rejects when anything acknowledged was lost, doubled or altered. */
export async function killRepeatedly(rounds: number): Promise<{ acknowledged: number; deleted: number }> {
  const data = mkdtempSync(join(tmpdir(), 'casilla-kill-'));
  try {
    assert.equal(
      runCasilla(['account', 'add', 'ana', '--data', data, '--password-stdin'], `${password}\n`).status,
      0,
    );
    const sent = new Map<string, Sent>();
    for (let round = 0; round < rounds; round++) {
      const server = await startServer(data);
      const workers = [
        ...Array.from({ length: senders }, (_, n) => sendUntilKilled(server, `${round}-${n}`, sent)),
        fetchUntilKilled(server, sent),
      ];
      await sleep(randomInt(20, 500));
      await server.kill();
      await Promise.all(workers);
    }
    return await compare(data, sent);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function sendUntilKilled(
  server: RunningServer,
  prefix: string,
  sent: Map<string, Sent>,
): Promise<void> {
  try {
    const dialogue = await greetLmtp(server.ports.lmtp!);
    for (let n = 0; ; n++) {
      const name = `${prefix}-${n}`;
      // One in twenty is larger than a chunk, so that kills also hit letters that are half way in.
      const letter = makeLetter(
        name,
        randomInt(20) === 0 ? randomInt(300_000, 900_000) : randomInt(100, 30_000),
      );
      const record: Sent = { digest: digestOf(letter), acknowledged: false, deletion: 'none' };
      sent.set(name, record);
      const reply = await deliverLmtp(dialogue, 'ana@test', letter);
      assert.match(reply, /^250 /);
      record.acknowledged = true;
    }
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
  }
}

/** Downloads the first letters and deletes them, again and again. */
async function fetchUntilKilled(server: RunningServer, sent: Map<string, Sent>): Promise<void> {
  try {
    for (;;) {
      const dialogue = await loginPop3(server.ports.pop3!, 'ana', password);
      const [, count] = (await dialogue.ask('STAT')).split(' ');
      const asked: Sent[] = [];
      for (let n = 1; n <= Math.min(5, Number(count)); n++) {
        assert.match(await dialogue.ask(`RETR ${n}`), /^\+OK/);
        const letter = await dialogue.untilDot();
        if (letter === undefined) return;
        const record = sent.get(nameOf(letter));
        assert.ok(record, 'a letter came that nobody sent');
        assert.equal(digestOf(withoutTrace(letter)), record.digest);
        asked.push(record);
        assert.match(await dialogue.ask(`DELE ${n}`), /^\+OK/);
      }
      for (const record of asked) record.deletion = 'asked';
      assert.match(await dialogue.ask('QUIT'), /^\+OK/);
      for (const record of asked) record.deletion = 'acknowledged';
      dialogue.end();
    }
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
  }
}

async function compare(data: string, sent: Map<string, Sent>) {
  const server = await startServer(data);
  const dialogue = await loginPop3(server.ports.pop3!, 'ana', password);
  const [, count] = (await dialogue.ask('STAT')).split(' ');
  const present = new Map<string, number>();
  for (let n = 1; n <= Number(count); n++) {
    assert.match(await dialogue.ask(`RETR ${n}`), /^\+OK/);
    const letter = (await dialogue.untilDot())!;
    const name = nameOf(letter);
    present.set(name, (present.get(name) ?? 0) + 1);
    assert.equal(digestOf(withoutTrace(letter)), sent.get(name)?.digest, `letter ${name} was altered`);
  }
  dialogue.end();
  const running = runCasilla(['verify', '--data', data]);
  assert.equal(running.status, 0, running.stdout + running.stderr);
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
  const stopped = runCasilla(['verify', '--data', data]);
  assert.equal(stopped.status, 0, stopped.stdout + stopped.stderr);

  const all = [...sent];
  const twice = [...present].filter(([, times]) => times > 1);
  const lost = all.filter(([name, s]) => s.acknowledged && s.deletion === 'none' && !present.has(name));
  const back = all.filter(([name, s]) => s.deletion === 'acknowledged' && present.has(name));
  assert.deepEqual({ twice, lost, back }, { twice: [], lost: [], back: [] });
  const acknowledged = all.filter(([, s]) => s.acknowledged).length;
  const deleted = all.filter(([, s]) => s.deletion === 'acknowledged').length;
  assert.ok(acknowledged > 0, 'nothing was ever acknowledged: the test saw nothing');
  return { acknowledged, deleted };
}

function makeLetter(name: string, octets: number): Buffer {
  const head = `From: <sender@client.test>\r\nTo: <ana@test>\r\nSubject: ${name}\r\nX-Name: ${name}\r\n\r\n`;
  const line = `${createHash('sha256').update(name).digest('hex')} ñ`;
  const lines = Math.ceil(octets / (line.length + 2));
  return Buffer.from(`${head}${`${line}\r\n`.repeat(lines)}`, 'latin1');
}

const digestOf = (letter: Uint8Array) => createHash('sha256').update(letter).digest('hex');
const nameOf = (letter: Buffer) => /^X-Name: (.+)\r$/m.exec(letter.toString('latin1', 0, 4_000))?.[1] ?? '';
/** The letter as it was sent: what the server wrote in front ends where the sender's first field begins. */
const withoutTrace = (letter: Buffer) => letter.subarray(letter.indexOf('From: <sender@client.test>'));
