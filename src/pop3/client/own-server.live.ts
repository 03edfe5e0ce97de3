// The client against the server of the same house, over real sockets: the corpus, a thousand letters at once, TLS.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { type Box, memoryMaildrops } from '../../../test/dialogues/memory-maildrop.ts';
import { hardLetters, letters } from '../../../test/interop/letters.ts';
import { contextOf, good } from '../../../test/pop3-client/certificates.ts';
import { ana, connectTo } from '../../../test/pop3-client/connect-to.ts';
import { collect, whole } from '../../../test/pop3-client/memory-transport.ts';
import { createPop3Server, type ListenAddress } from '../index.ts';

async function serve(t: TestContext, octets: readonly Buffer[]) {
  const box: Box = {
    secret: ana.pass,
    letters: octets.map((each, index) => ({ uidl: `id-${index + 1}`, octets: each })),
    locked: false,
  };
  const listen = (['implicit', 'starttls'] as const).map(
    (tls): ListenAddress => ({ host: '127.0.0.1', port: 0, tls }),
  );
  const server = createPop3Server({
    open: memoryMaildrops(new Map([['ana', box]])),
    listen,
    secureContext: contextOf(good),
  });
  const [implicit, starttls] = await server.start();
  t.after(async () => {
    await server.stop();
    assert.equal(server.internalErrors, 0);
  });
  return { box, implicit: implicit!.port, starttls: starttls!.port };
}

const corpus = readdirSync('test/letters')
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(`test/letters/${name}`))
  // As a store keeps them: only CRLF ends a line.
  .map((octets) => Buffer.from(octets.toString('latin1').replace(/(?<!\r)\n/g, '\r\n'), 'latin1'));
const all = [...corpus, ...[...letters, ...hardLetters].map(({ octets }) => octets)];
// A letter without any octets is sent as one empty line, or as none.
const exact = (got: Buffer, sent: Buffer) => (sent.length === 0 ? got.length <= 2 : got.equals(whole(sent)));

test('every letter of the corpus, one by one and all at once, in TLS and in the clear', async (t) => {
  const { implicit, starttls } = await serve(t, all);
  const ca = good.certificate;
  for (const [port, options] of [
    [implicit, { tls: 'implicit', ca, allowPlaintext: false }],
    [starttls, { tls: 'starttls', ca, allowPlaintext: false }],
    [starttls, {}],
  ] as const) {
    const client = await connectTo(t, port, options);
    assert.equal(client.mechanism, 'PLAIN');
    const sizes = await client.list();
    assert.equal(sizes.length, all.length);
    for await (const fetched of client.retrieveAll(sizes.map(({ number }) => number))) {
      assert.equal(fetched.kind, 'letter');
      if (fetched.kind === 'letter')
        assert.ok(exact(await collect(fetched.body), all[fetched.number - 1]!), `letter ${fetched.number}`);
    }
    assert.equal((await client.quit()).update, 'confirmed');
  }
  const client = await connectTo(t, starttls);
  for (const [index, octets] of all.entries())
    assert.ok(exact(await collect(client.retrieve(index + 1)), octets), `letter ${index + 1}`);
  assert.equal((await client.quit()).update, 'confirmed');
});

test('a thousand letters at once are each their own, and are gone when QUIT says so', async (t) => {
  const thousand = Array.from({ length: 1_000 }, (_, index) =>
    Buffer.from(`Subject: ${index}\r\n\r\n.${'\r\n.'.repeat(index % 50)}\r\n`),
  );
  const { implicit, box } = await serve(t, thousand);
  const client = await connectTo(t, implicit, { tls: 'implicit', ca: good.certificate });
  const ids = await client.uidl();
  assert.deepEqual(ids[999], { number: 1_000, uidl: 'id-1000' });
  await client.list();
  const numbers = ids.map(({ number }) => number);
  let count = 0;
  for await (const fetched of client.retrieveAll(numbers)) {
    assert.equal(fetched.number, ++count);
    if (fetched.kind === 'letter') assert.ok((await collect(fetched.body)).equals(thousand[count - 1]!));
  }
  const tops: string[] = [];
  for await (const fetched of client.topAll(numbers, 0))
    if (fetched.kind === 'letter') tops.push((await collect(fetched.body)).toString());
  assert.deepEqual(
    tops,
    thousand.map((_, index) => `Subject: ${index}\r\n\r\n`),
  );
  assert.deepEqual(await client.deleteAll(numbers.slice(0, 999)), []);
  assert.deepEqual(await client.stat(), { count: 1, octets: thousand[999]!.length });
  await client.reset();
  assert.equal((await client.stat()).count, 1_000);
  assert.deepEqual(await client.deleteAll(numbers.slice(0, 999)), []);
  assert.equal((await client.quit()).update, 'confirmed');
  assert.deepEqual(
    box.letters.map(({ uidl }) => uidl),
    ['id-1000'],
  );
});

test('a maildrop that is open elsewhere, and a wrong password, are told apart', async (t) => {
  const { starttls } = await serve(t, corpus.slice(0, 1));
  const client = await connectTo(t, starttls);
  await assert.rejects(connectTo(t, starttls), { code: 'in-use' });
  await assert.rejects(connectTo(t, starttls, { auth: { user: 'ana', pass: 'wrong' } }), {
    code: 'credentials',
  });
  await assert.rejects(collect(client.retrieve(9)), { code: 'command-refused', sessionStands: true });
  await assert.rejects(client.delete(9), { code: 'command-refused' });
  assert.equal((await client.quit()).update, 'confirmed');
});
