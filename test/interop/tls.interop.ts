// The same letters over TLS: from the first octet (RFC 8314) and after STLS or STARTTLS (RFC 2595, RFC 3207).
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fetchWithCurl } from './clients/curl.ts';
import { asFetchmailGives, fetchmailAlters, fetchWithFetchmail } from './clients/fetchmail.ts';
import { inDirectory, type Maildrop } from './clients/maildrop.ts';
import { asMpopKeeps, fetchWithMpop } from './clients/mpop.ts';
import { fetchWithPoplib } from './clients/poplib.ts';
import { sendWithCurl, sendWithSwaks } from './clients/senders.ts';
import { assertHarvest, each } from './compare.ts';
import { type Letter, letters } from './letters.ts';
import { assertStored, fillMaildrop } from './maildrop-of-letters.ts';
import { needs } from './peers.ts';
import { openPop3Talk } from './pop3-talk.ts';
import { type Server, startServer } from './server.ts';

suite('letters over TLS', () => {
  let server: Server;
  let stored: Letter[];
  before(async () => {
    server = await startServer({ accounts: ['luis', 'curl', 'swaks'] });
    stored = await fillMaildrop(server, 'luis');
  });
  after(() => server[Symbol.asyncDispose]());

  for (const tls of ['implicit', 'upgrade'] as const) {
    const maildrop = (): Maildrop => ({
      port: server.ports[tls === 'implicit' ? 'pop3s' : 'pop3'],
      name: 'luis',
      password: server.password,
      tls,
    });
    test(`through curl, ${tls}`, needs('curl'), async () => {
      assertHarvest(await fetchWithCurl(maildrop(), stored.length), stored);
    });
    test(`through mpop, ${tls}`, needs('mpop'), async () => {
      assertHarvest(await fetchWithMpop(maildrop(), 'on'), each(stored, asMpopKeeps));
    });
    test(`through fetchmail, ${tls}`, needs('fetchmail'), () =>
      inDirectory(async (directory) => {
        const { letters } = await fetchWithFetchmail(maildrop(), directory, '', 'keep fetchall');
        assertHarvest(letters, each(stored, asFetchmailGives), fetchmailAlters);
      }),
    );
    test(`through Python's poplib, ${tls}`, needs('python3'), async () => {
      assertHarvest(await fetchWithPoplib(maildrop()), stored);
    });
  }

  for (const [program, send] of [
    ['curl', sendWithCurl],
    ['swaks', sendWithSwaks],
  ] as const) {
    test(`sent by ${program} after STARTTLS`, needs(program), async () => {
      const sent = letters.find(({ name }) => name === 'dots-at-every-edge')!;
      await inDirectory(async (directory) => {
        const file = join(directory, 'letter');
        writeFileSync(file, program === 'swaks' ? sent.octets.subarray(0, -2) : sent.octets);
        await send({
          protocol: 'smtp',
          port: server.ports.smtp,
          recipient: `${program}@localhost`,
          file,
          tls: true,
        });
      });
      const pop3 = await openPop3Talk(server.ports.pop3, program, server.password);
      const [letter] = await pop3.letters();
      await pop3.quit();
      assertStored(sent.name, letter!, sent.octets);
      assert.match(letter!.toString('latin1'), /^Received: .*(?:\r\n[ \t].*)*\bESMTPS\b/m, 'RFC 3848');
    });
  }
});
