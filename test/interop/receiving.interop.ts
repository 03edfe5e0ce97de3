// Letters come back octet for octet through the POP3 clients that people use. What each client itself does to a
// letter is stated beside it in clients/, and was found with Dovecot as the server.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { fetchWithCurl } from './clients/curl.ts';
import { asFetchmailGives, fetchmailAlters, fetchWithFetchmail } from './clients/fetchmail.ts';
import { asGetmailKeeps, fetchWithGetmail, getmailAlters } from './clients/getmail.ts';
import { inDirectory, type Maildrop } from './clients/maildrop.ts';
import { asMpopKeeps, fetchWithMpop } from './clients/mpop.ts';
import { asMuttKeeps, fetchWithMutt, muttAlters } from './clients/mutt.ts';
import { asNetPop3Gives, fetchWithNetPop3 } from './clients/net-pop3.ts';
import { fetchWithPoplib } from './clients/poplib.ts';
import { assertHarvest, each } from './compare.ts';
import type { Letter } from './letters.ts';
import { fillMaildrop } from './maildrop-of-letters.ts';
import { needs } from './peers.ts';
import { type Server, startServer } from './server.ts';

suite('every letter of the corpus comes back', () => {
  let server: Server;
  let stored: Letter[];
  let maildrop: Maildrop;

  before(async () => {
    server = await startServer({ accounts: ['luis'] });
    stored = await fillMaildrop(server, 'luis');
    maildrop = { port: server.ports.pop3, name: 'luis', password: server.password };
  });
  after(() => server[Symbol.asyncDispose]());

  /** For clients that hand letters over by number. */
  const assertInOrder = (harvest: Buffer[], expected: Letter[]) => {
    assert.equal(harvest.length, expected.length);
    for (const [index, { name, octets }] of expected.entries())
      assert.ok(harvest[index]!.equals(octets), name);
  };

  test('through curl', needs('curl'), async () => {
    assertInOrder(await fetchWithCurl(maildrop, stored.length), stored);
  });

  for (const pipelining of ['on', 'auto'] as const) {
    test(`through mpop with pipelining ${pipelining}`, needs('mpop'), async () => {
      assertHarvest(await fetchWithMpop(maildrop, pipelining), each(stored, asMpopKeeps));
    });
  }

  for (const [server, user] of [
    ['', 'keep fetchall'],
    ['uidl', 'keep'],
    ['uidl', 'keep fastuidl 4'],
  ] as const) {
    test(`through fetchmail with ${server} ${user}`, needs('fetchmail'), () =>
      inDirectory(async (directory) => {
        const { letters } = await fetchWithFetchmail(maildrop, directory, server, user);
        assertHarvest(letters, each(stored, asFetchmailGives), fetchmailAlters);
      }),
    );
  }

  test('through getmail6', needs('getmail6'), () =>
    inDirectory(async (directory) => {
      assertHarvest(await fetchWithGetmail(maildrop, directory), each(stored, asGetmailKeeps), getmailAlters);
    }),
  );

  test("through Python's poplib", needs('python3'), async () => {
    assertInOrder(await fetchWithPoplib(maildrop), stored);
  });

  test("through Perl's Net::POP3", needs('perl'), async () => {
    assertInOrder(await fetchWithNetPop3(maildrop), each(stored, asNetPop3Gives));
  });

  test('through mutt', needs('mutt'), async () => {
    assertHarvest(await fetchWithMutt(maildrop), each(stored, asMuttKeeps), muttAlters);
  });
});
