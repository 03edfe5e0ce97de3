import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speak } from '../../test/dialogues/memory-session.ts';
import type { Maildrop } from './maildrop.ts';

const keeperOf = (octets: number, body: Uint8Array[]): Maildrop => ({
  count: 1,
  octets: () => octets,
  uidl: () => 'u1',
  retrieve: () => ({ body }),
  update: async () => {},
  close: async () => {},
});

test('an empty letter that its keeper announces with its CRLF gets one', async () => {
  const said = async (octets: number) => {
    const script = Buffer.from('USER a\r\nPASS b\r\nRETR 1\r\n');
    const { text, faults } = await speak([script], { open: async () => keeperOf(octets, []) });
    assert.deepEqual(faults, []);
    return text.slice(text.lastIndexOf('+OK'));
  };
  assert.equal(await said(2), '+OK 2 octets\r\n\r\n.\r\n');
  assert.equal(await said(0), '+OK 0 octets\r\n.\r\n');
});
