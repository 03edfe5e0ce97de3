// What was sent, what was acknowledged, and what was deleted: kept on the client's side, so that it can be held against
// the server afterwards. Every letter carries its name.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { loginPop3 } from '../rig/dialogue.ts';

export type Entry = {
  account: string;
  digest: string;
  /** Its 250 was seen. */
  acknowledged: boolean;
  /** asked: QUIT was said, but its +OK was not seen. */
  deletion: 'none' | 'asked' | 'acknowledged';
};

export class LetterBook {
  readonly #entries = new Map<string, Entry>();

  /** A new letter of about so many octets; `name` must be new. */
  write(name: string, account: string, octets: number): { letter: Buffer; entry: Entry } {
    const head = `From: <sender@client.test>\r\nTo: <${account}@test>\r\nSubject: ${name}\r\nX-Name: ${name}\r\n\r\n`;
    const line = `${createHash('sha256').update(name).digest('hex')} ñ`;
    const lines = Math.ceil(octets / (line.length + 2));
    const letter = Buffer.from(`${head}${`${line}\r\n`.repeat(lines)}`, 'latin1');
    const entry: Entry = { account, digest: digestOf(letter), acknowledged: false, deletion: 'none' };
    this.#entries.set(name, entry);
    return { letter, entry };
  }

  /** Which letter this is that came out of an account; it must be one that was sent there, unaltered. */
  recognize(letter: Buffer, account: string): { name: string; entry: Entry } {
    const name = /^X-Name: (.+)\r$/m.exec(letter.toString('latin1', 0, 4_000))?.[1] ?? '';
    const entry = this.#entries.get(name);
    assert.ok(entry, `${account} has a letter that nobody sent: ${letter.toString('latin1', 0, 500)}`);
    assert.equal(entry.account, account, `letter ${name} is in a wrong account`);
    // What the server wrote in front ends where the sender's first field begins.
    const asSent = letter.subarray(letter.indexOf('From: <sender@client.test>'));
    assert.equal(digestOf(asSent), entry.digest, `letter ${name} was altered`);
    return { name, entry };
  }

  get counts(): { acknowledged: number; deleted: number } {
    const entries = [...this.#entries.values()];
    return {
      acknowledged: entries.filter((entry) => entry.acknowledged).length,
      deleted: entries.filter((entry) => entry.deletion === 'acknowledged').length,
    };
  }

  /** Reads every maildrop to its end; rejects when a letter is lost, doubled, altered, or back from deletion. */
  async compare(port: number, password: string): Promise<void> {
    const present = new Map<string, number>();
    for (const account of new Set([...this.#entries.values()].map((entry) => entry.account))) {
      const dialogue = await loginPop3(port, account, password);
      const [, count] = (await dialogue.ask('STAT')).split(' ');
      for (let number = 1; number <= Number(count); number++) {
        assert.match(await dialogue.ask(`RETR ${number}`), /^\+OK/);
        const { name } = this.recognize((await dialogue.untilDot())!, account);
        present.set(name, (present.get(name) ?? 0) + 1);
      }
      dialogue.end();
    }
    const all = [...this.#entries];
    const twice = [...present].filter(([, times]) => times > 1);
    const lost = all.filter(([name, e]) => e.acknowledged && e.deletion === 'none' && !present.has(name));
    const back = all.filter(([name, e]) => e.deletion === 'acknowledged' && present.has(name));
    assert.deepEqual({ twice, lost, back }, { twice: [], lost: [], back: [] });
    assert.ok(this.counts.acknowledged > 0, 'nothing was ever acknowledged: the test saw nothing');
  }
}

const digestOf = (letter: Uint8Array) => createHash('sha256').update(letter).digest('hex');
