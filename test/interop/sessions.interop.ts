// What clients find when they come again, and when two come at once.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { asFetchmailGives, fetchWithFetchmail } from './clients/fetchmail.ts';
import { asGetmailKeeps, fetchWithGetmail } from './clients/getmail.ts';
import { inDirectory, type Maildrop } from './clients/maildrop.ts';
import { fetchWithMpop } from './clients/mpop.ts';
import { assertHarvest, each } from './compare.ts';
import { type Letter, letters } from './letters.ts';
import { openMailTalk } from './mail-talk.ts';
import { needs, peer } from './peers.ts';
import { openPop3Talk } from './pop3-talk.ts';
import { type Server, startServer } from './server.ts';

suite('clients that come again', () => {
  let server: Server;
  before(async () => {
    server = await startServer({ accounts: ['busy', 'fetchmail', 'getmail', 'raw', 'deleting'] });
  });
  after(() => server[Symbol.asyncDispose]());

  const maildrop = (name: string): Maildrop => ({ name, port: server.ports.pop3, password: server.password });
  const login = (name: string) => openPop3Talk(server.ports.pop3, name, server.password);

  async function send(name: string, sent: readonly Letter[]): Promise<void> {
    const talk = await openMailTalk('lmtp', server.ports.lmtp);
    for (const { octets } of sent) assert.match((await talk.deliver(octets, name))[0]!, /^250 /);
    await talk.quit();
  }

  /** As stored, the last `count` of them. */
  async function stored(name: string, count: number): Promise<Letter[]> {
    const pop3 = await login(name);
    const octets = (await pop3.letters()).slice(-count);
    await pop3.quit();
    return octets.map((letter, index) => ({ name: String(index), octets: letter }));
  }

  test(
    'a maildrop that is open says IN-USE to curl and fetchmail, and opens again',
    needs('curl', 'fetchmail'),
    () =>
      inDirectory(async (directory) => {
        await send('busy', letters.slice(0, 3));
        const first = await login('busy');
        assert.match(await first.ask('STAT'), /^\+OK 3 /);
        await assert.rejects(login('busy'), /^Error: -ERR \[IN-USE\] /);
        const url = `pop3://127.0.0.1:${server.ports.pop3}/`;
        const refused = await peer('curl').run(['-sS', '-u', `busy:${server.password}`, url]);
        assert.equal(refused.status, 67, 'curl: login denied');
        assert.equal((await fetchWithFetchmail(maildrop('busy'), directory, '', 'keep')).outcome, 'in use');
        // The first session saw nothing of it.
        assert.match(await first.ask('LIST 3'), /^\+OK 3 /);
        assert.match(await first.quit(), /^\+OK/);
        const listed = await peer('curl').run(['-sS', '-u', `busy:${server.password}`, url]);
        assert.equal(listed.status, 0, listed.stderr);
        assert.equal(listed.stdout.toString().trim().split('\r\n').length, 3);
      }),
  );

  test('a dropped connection frees the maildrop and deletes nothing', async () => {
    await send('raw', letters.slice(0, 3));
    const first = await login('raw');
    const named = await first.uidls();
    assert.match(await first.ask('DELE 1'), /^\+OK/);
    first.close();
    // The server hears of it a moment later.
    for (let tries = 0; ; tries++) {
      try {
        const second = await login('raw');
        assert.deepEqual(await second.uidls(), named);
        await second.quit();
        return;
      } catch (error) {
        if (!String(error).includes('[IN-USE]') || tries === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  });

  test(
    'UIDLs are the same after a restart and after kill -9; fetchmail and getmail6 bring only what is new',
    needs('fetchmail', 'getmail6'),
    () =>
      inDirectory((forFetchmail) =>
        inDirectory(async (forGetmail) => {
          const withFetchmail = () =>
            fetchWithFetchmail(maildrop('fetchmail'), forFetchmail, 'uidl', 'keep fastuidl 2');
          const withGetmail = () => fetchWithGetmail(maildrop('getmail'), forGetmail);
          for (const name of ['fetchmail', 'getmail']) await send(name, letters.slice(0, 8));
          assert.equal((await withFetchmail()).letters.length, 8);
          assert.equal((await withGetmail()).length, 8);
          const pop3 = await login('raw');
          const named = await pop3.uidls();
          await pop3.quit();

          for (const end of ['stop', 'kill'] as const) {
            await server[end]();
            await server.start();
            const again = await login('raw');
            assert.deepEqual(await again.uidls(), named, end);
            await again.quit();
            assert.equal((await withFetchmail()).outcome, 'none', end);
            assert.equal((await withGetmail()).length, 0, end);
          }
          for (const name of ['fetchmail', 'getmail']) await send(name, letters.slice(8, 10));
          assertHarvest(
            (await withFetchmail()).letters,
            each(await stored('fetchmail', 2), asFetchmailGives),
          );
          assertHarvest(await withGetmail(), each(await stored('getmail', 2), asGetmailKeeps));
        }),
      ),
  );

  test('what mpop deleted is gone, the rest keeps its UIDL', needs('mpop'), async () => {
    await send('deleting', letters.slice(0, 5));
    const all = await login('deleting');
    const named = await all.uidls();
    assert.match(await all.ask('DELE 2'), /^\+OK/);
    assert.match(await all.quit(), /^\+OK/);
    const rest = await login('deleting');
    const ids = (lines: string[]) => lines.map((line) => line.split(' ')[1]);
    assert.deepEqual(ids(await rest.uidls()), ids(named).toSpliced(1, 1));
    await rest.quit();
    assert.equal((await fetchWithMpop(maildrop('deleting'), 'on', 'delete')).length, 4);
    const none = await login('deleting');
    assert.match(await none.ask('STAT'), /^\+OK 0 0\b/);
    await none.quit();
  });
});
