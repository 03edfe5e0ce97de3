// Letters sent with swaks and curl are stored octet for octet, whatever the protocol they came by.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { inDirectory } from './clients/maildrop.ts';
import { type Sending, sendWithCurl, sendWithSwaks, swaksAlters } from './clients/senders.ts';
import { hardLetters, type Letter, letters } from './letters.ts';
import { assertStored } from './maildrop-of-letters.ts';
import { needs } from './peers.ts';
import { openPop3Talk } from './pop3-talk.ts';
import { type Server, startServer } from './server.ts';

suite('every letter that is sent is stored as it was sent', () => {
  let server: Server;
  before(async () => {
    server = await startServer({ accounts: ['swaks-smtp', 'swaks-lmtp', 'curl-smtp'] });
  });
  after(() => server[Symbol.asyncDispose]());

  const all = [...letters, ...hardLetters];
  const forSwaks = all.filter(({ name }) => !(name in swaksAlters));

  async function sendAll(
    name: string,
    protocol: 'smtp' | 'lmtp',
    sent: readonly Letter[],
    send: (sending: Sending) => Promise<void>,
    /** What the program wants in the file for these octets. */
    asFile = (octets: Buffer) => octets,
  ): Promise<void> {
    await inDirectory(async (directory) => {
      for (const letter of sent) {
        const file = join(directory, letter.name);
        writeFileSync(file, asFile(letter.octets));
        await send({ protocol, port: server.ports[protocol], recipient: `${name}@localhost`, file });
      }
    });
    const pop3 = await openPop3Talk(server.ports.pop3, name, server.password);
    const stored = await pop3.letters();
    await pop3.quit();
    assert.equal(stored.length, sent.length);
    for (const [index, letter] of sent.entries()) assertStored(letter.name, stored[index]!, letter.octets);
  }

  const withoutLastCrlf = (octets: Buffer) => octets.subarray(0, -2);
  test('by swaks over SMTP', needs('swaks'), () =>
    sendAll('swaks-smtp', 'smtp', forSwaks, sendWithSwaks, withoutLastCrlf),
  );
  test('by swaks over LMTP', needs('swaks'), () =>
    sendAll('swaks-lmtp', 'lmtp', forSwaks, sendWithSwaks, withoutLastCrlf),
  );
  test('by curl over SMTP', needs('curl'), () => sendAll('curl-smtp', 'smtp', all, sendWithCurl));
});
