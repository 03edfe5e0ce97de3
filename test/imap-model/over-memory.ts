// The model's server over a keeper of mail in memory: many histories a second.

import assert from 'node:assert/strict';
import { MemoryAccount, memoryAccounts } from '../dialogues/memory-account.ts';
import type { ModelServer } from './check-imap-model.ts';
import { speak } from './speak.ts';

export async function overMemory(): Promise<ModelServer> {
  const ana = new MemoryAccount('secret');
  ana.add('Other');
  const open = memoryAccounts(new Map([['ana', ana]]));
  const faults: unknown[] = [];
  return {
    connect: () => speak(open, (error) => faults.push(error)),
    async [Symbol.asyncDispose]() {
      assert.deepEqual(faults, []);
      assert.deepEqual([ana.open, ana.selected], [0, 0], 'everything was let go');
    },
  };
}
