// However the octets of a server are cut on their way, what is read is what was sent. Failure modes F27, F28, F32.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { hardLetters, letters } from '../../../test/interop/letters.ts';
import { collect, converse, cut, stuffed, whole } from '../../../test/pop3-client/memory-transport.ts';
import { fetch, retrieve } from './fetch.ts';
import { readScanListings, readUniqueIds } from './listings.ts';

const window = { commands: 10, octets: 1_000_000 };
const corpus = readdirSync('test/letters')
  .filter((name) => name.endsWith('.eml'))
  .map((name) => ({ name, octets: readFileSync(`test/letters/${name}`) }));

/** Asks for a listing, then for two letters at once, then for one more. */
async function session(pieces: readonly Uint8Array[]) {
  const { conversation } = converse(pieces);
  const listing = await readUniqueIds(conversation);
  const bodies: Buffer[] = [];
  const wanted = [
    { number: 1, octets: 1 },
    { number: 2, octets: 1 },
  ];
  for await (const fetched of fetch(conversation, wanted, {
    command: (number) => `RETR ${number}`,
    window,
  })) {
    assert.equal(fetched.kind, 'letter');
    if (fetched.kind === 'letter') bodies.push(await collect(fetched.body));
  }
  bodies.push(await collect(retrieve(conversation, 'RETR 3')));
  conversation.send(['NOOP']);
  return { listing, bodies, last: await conversation.status('NOOP') };
}

const served = (bodies: readonly Uint8Array[]) =>
  Buffer.concat([
    Buffer.from('+OK\r\n1 aa\r\n2 bb\r\n.\r\n'),
    ...bodies.flatMap((body) => [Buffer.from('+OK 120 octets\r\n'), stuffed(body)]),
    Buffer.from('+OK the end\r\n'),
  ]);

async function assertExact(name: string, bodies: readonly Uint8Array[], pieces: readonly Uint8Array[]) {
  const { listing, bodies: got, last } = await session(pieces);
  assert.deepEqual(listing, [
    { number: 1, uidl: 'aa' },
    { number: 2, uidl: 'bb' },
  ]);
  for (const [index, body] of bodies.entries())
    assert.ok(whole(body).equals(got[index]!), `${name}: letter ${index + 1}`);
  assert.deepEqual(last, { ok: true, text: 'the end' });
}

/** One letter and what follows it. */
async function assertOne(name: string, letter: Uint8Array, pieces: readonly Uint8Array[]) {
  const { conversation } = converse(pieces.filter(({ length }) => length > 0));
  const got = await collect(retrieve(conversation, 'RETR 1'));
  assert.ok(whole(letter).equals(got), name);
  conversation.send(['NOOP']);
  assert.deepEqual(await conversation.status('NOOP'), { ok: true, text: 'the end' });
}

const one = (letter: Uint8Array) =>
  Buffer.concat([Buffer.from('+OK\r\n'), stuffed(letter), Buffer.from('+OK the end\r\n')]);

test('cut in two at every place, every letter of the corpus comes octet for octet', async () => {
  for (const { name, octets } of [...corpus, ...letters.filter(({ octets }) => octets.length < 600)]) {
    const all = one(octets);
    for (let at = 0; at <= all.length; at++)
      await assertOne(`${name} at ${at}`, octets, [all.subarray(0, at), all.subarray(at)]);
  }
});

test('in pieces of 1, 2, 3 and 7 octets too', async () => {
  for (const { name, octets } of corpus)
    for (const size of [1, 2, 3, 7]) await assertOne(name, octets, cut(one(octets), [size]));
});

test('large letters come octet for octet in the pieces of a network', async () => {
  for (const { name, octets } of [...letters, ...hardLetters])
    for (const size of [1_460, 65_536]) await assertOne(name, octets, cut(one(octets), [size]));
});

test('any octets, cut anywhere', async () => {
  const octet = fc.constantFrom('a', '.', '\r', '\n', '\r\n', '\r\n.', '.\r\n', '\r.', '\n.', '\x00', '\xff');
  const letter = fc.array(octet, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''), 'latin1'));
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(letter, letter, letter),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
      (bodies, cuts) => assertExact('random', bodies, cut(served(bodies), cuts)),
    ),
    { numRuns: 500 },
  );
});

test('a listing of 100,000 comes whole', async () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => `${index + 1} ${index * 7}\r\n`).join('');
  const { conversation } = converse(cut(Buffer.from(`+OK\r\n${lines}.\r\n`), [65_536]));
  const listing = await readScanListings(conversation);
  assert.equal(listing.length, 100_000);
  assert.deepEqual(listing[99_999], { number: 100_000, octets: 699_993 });
});

test('a server that ends in a letter never gives a whole one', async () => {
  const all = Buffer.concat([Buffer.from('+OK\r\n'), stuffed(Buffer.from('one\r\n.two\r\n'))]);
  for (let at = 0; at < all.length; at++) {
    const { conversation } = converse([all.subarray(0, at)].filter(({ length }) => length > 0));
    await assert.rejects(collect(retrieve(conversation, 'RETR 1')), { code: 'reset' });
    assert.equal(conversation.failure?.code, 'reset');
  }
});
