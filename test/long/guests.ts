// Accounts that come and go while the server works, and what was acknowledged of that.

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { AdministrationError } from '../../src/office/administration.ts';
import { askRunningOffice } from '../../src/office/control.ts';
import { deliverLmtp, greetLmtp } from '../rig/dialogue.ts';
import { runCasilla } from '../rig/server.ts';
import { cheapVerifier } from './cheap-verifier.ts';

type Stay = { added: boolean; removal: 'none' | 'asked' | 'acknowledged' };

export class Guests {
  readonly #stays = new Map<string, Stay>();

  /** Adds accounts, sends each a few letters, and removes two of three, until the server is gone. */
  async comeAndGo(data: string, lmtp: number): Promise<void> {
    try {
      const running = await askRunningOffice(data);
      if (running === undefined) return;
      await using administration = running.administration();
      const dialogue = await greetLmtp(lmtp);
      for (;;) {
        const name = `guest${this.#stays.size}`;
        const stay: Stay = { added: false, removal: 'none' };
        this.#stays.set(name, stay);
        await administration.addAccount(name, { verifier: cheapVerifier('guest') });
        stay.added = true;
        const letter = Buffer.from(`Subject: for ${name}\r\n\r\n${'welcome\r\n'.repeat(randomInt(3_000))}`);
        for (let count = randomInt(4); count > 0; count--)
          assert.match(await deliverLmtp(dialogue, `${name}@test`, letter), /^250 /);
        if (randomInt(3) === 0) continue;
        stay.removal = 'asked';
        await administration.removeAccount(name);
        stay.removal = 'acknowledged';
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      if (error instanceof AdministrationError) assert.equal(error.code, 'unavailable');
    }
  }

  /** Who was added must be there unless removed, who was removed must not be. Returns how many came and went. */
  compare(data: string): { added: number; removed: number } {
    const { status, stdout, stderr } = runCasilla(['account', 'list', '--json', '--data', data]);
    assert.equal(status, 0, stderr);
    const present = new Set((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name));
    const all = [...this.#stays];
    const lost = all.filter(([name, s]) => s.added && s.removal === 'none' && !present.has(name));
    const back = all.filter(([name, s]) => s.removal === 'acknowledged' && present.has(name));
    assert.deepEqual({ lost, back }, { lost: [], back: [] });
    return {
      added: all.filter(([, s]) => s.added).length,
      removed: all.filter(([, s]) => s.removal === 'acknowledged').length,
    };
  }
}
