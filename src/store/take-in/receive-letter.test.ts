import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { bornAt } from '../body-id.ts';
import { StoreRefusal } from '../refusal.ts';
import { chunkOctets } from './chunks.ts';
import { type AheadChunk, receiveLetter, type SendAhead } from './receive-letter.ts';

const options = { accounts: [], now: 1_795_536_000_123, limit: 10e6 };
const sha256 = (octets: Uint8Array) => createHash('sha256').update(octets).digest('hex');
const noForgetting = () => Promise.reject(new Error('nobody asked to forget it'));
const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

async function receive(octets: Uint8Array, piece: number, send?: SendAhead) {
  const ahead: AheadChunk[] = [];
  const incoming = receiveLetter(
    options,
    send ??
      (async (chunk) => {
        ahead.push(chunk);
      }),
    noForgetting,
  );
  for (let at = 0; at < octets.length; at += piece) await incoming.write(octets.subarray(at, at + piece));
  return { letter: await incoming.finish(), ahead };
}

test('chunks sent ahead and the tail are the letter, whole and in order', async () => {
  for (const length of [0, 1, chunkOctets - 1, chunkOctets, chunkOctets + 1, 3 * chunkOctets, 700_001]) {
    const octets = Buffer.alloc(length, 'abcdefg');
    for (const piece of [997, 65_536, 1e6]) {
      const { letter, ahead } = await receive(octets, piece);
      const chunks = [...ahead.map((chunk) => chunk.octets), ...letter.tail.chunks];
      assert.deepEqual(
        ahead.map(({ seq }) => seq),
        ahead.map((_, index) => index),
      );
      assert.equal(letter.tail.first, ahead.length);
      assert.ok(chunks.slice(0, -1).every((chunk) => chunk.length === chunkOctets));
      assert.ok(Buffer.concat(chunks).equals(octets));
      assert.deepEqual([letter.octets, hex(letter.digest)], [length, sha256(octets)]);
    }
  }
});

test('a letter of one chunk at most travels whole with its row', async () => {
  const { letter, ahead } = await receive(Buffer.alloc(chunkOctets, 'a'), 10_000);
  assert.deepEqual([ahead.length, letter.tail.first, letter.tail.chunks.length], [0, 0, 1]);
});

test('two digests: of what arrived, and of what is stored', async () => {
  const arrived = Buffer.from('Subject: x\r\n\r\nfirst\r\nsecond\nthird\n');
  const stored = Buffer.from('Subject: x\r\n\r\nfirst\r\nsecond\r\nthird\r\n');
  for (const piece of [1, 5, 100]) {
    const { letter } = await receive(arrived, piece);
    assert.deepEqual([hex(letter.arrivedDigest), hex(letter.digest)], [sha256(arrived), sha256(stored)]);
    assert.equal(letter.octets, stored.length);
  }
});

test('what crosses threads has buffers of its own', async () => {
  const { letter } = await receive(Buffer.from('Subject: small\r\n\r\n'), 100);
  for (const octets of [letter.body, letter.digest, letter.arrivedDigest, ...letter.tail.chunks]) {
    assert.equal(octets.buffer.byteLength, octets.byteLength);
  }
});

test('at most four chunks are under way: the writer of a letter waits', async () => {
  const waiting: (() => void)[] = [];
  const send = () => new Promise<void>((resolve) => waiting.push(resolve));
  const incoming = receiveLetter(options, send, noForgetting);
  let written = false;
  const writing = incoming.write(Buffer.alloc(8 * chunkOctets)).then(() => {
    written = true;
  });
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  assert.deepEqual([waiting.length, written], [4, false]);
  while (!written) {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writing;
  for (const done of waiting) done();
  assert.equal((await incoming.finish()).tail.first, 7);
});

test('a chunk that is refused ends the letter, with the same refusal', async () => {
  const full = () => Promise.reject(new StoreRefusal('no-space'));
  const incoming = receiveLetter(options, full, full);
  const isRefusal = (error: unknown) => error instanceof StoreRefusal && error.code === 'no-space';
  await assert.rejects(async () => {
    for (let i = 0; i < 20; i++) await incoming.write(Buffer.alloc(100_000));
  }, isRefusal);
  await assert.rejects(incoming.write(Buffer.from('x')), isRefusal);
  await assert.rejects(incoming.finish(), isRefusal);
  await incoming.discard();
});

test('a discarded letter of which something may have been written is forgotten, once', async () => {
  const forgotten: unknown[] = [];
  const discard = async (octets: number, isFinished = false) => {
    const sent: unknown[] = [];
    const incoming = receiveLetter(
      options,
      async ({ body }) => void sent.push(body),
      async (body) => void forgotten.push(body),
    );
    await incoming.write(Buffer.alloc(octets));
    if (isFinished) await incoming.finish();
    await incoming.discard();
    await incoming.discard();
    return sent;
  };
  assert.deepEqual([await discard(chunkOctets), forgotten], [[], []]);
  const [body] = await discard(chunkOctets + 1);
  assert.ok(body !== undefined);
  assert.deepEqual(forgotten, [body]);
  await discard(1, true);
  assert.equal(forgotten.length, 2);
});

test('a letter that has ended takes no more', async () => {
  const incoming = receiveLetter(options, async () => {}, noForgetting);
  await incoming.finish();
  await assert.rejects(incoming.write(Buffer.from('x')), /ended/);
  await assert.rejects(incoming.finish(), /ended/);
});

test('body ids tell when they were made, and never come twice', async () => {
  const ids = new Set<string>();
  for (let i = 0; i < 3000; i++) {
    const { letter } = await receive(Buffer.alloc(0), 1);
    assert.equal(bornAt(letter.body), options.now);
    ids.add(hex(letter.body));
  }
  assert.equal(ids.size, 3000);
});

test('a thread is looked for by the nearest letter first', async () => {
  const refs = async (header: string) => {
    const { letter } = await receive(Buffer.from(`${header}\r\n\r\n`), 1000);
    return letter.derived.threadRefs;
  };
  const [one] = await refs('Message-ID: <1@x>');
  const [two] = await refs('Message-ID: <2@x>');
  const [three] = await refs('Message-ID: <3@x>');
  assert.deepEqual(await refs('Message-ID: <3@x>\r\nReferences: <1@x> <2@x>\r\nIn-Reply-To: <2@x>'), [
    three,
    two,
    one,
  ]);
  assert.deepEqual(await refs('Subject: none'), []);
  assert.ok([one, two, three].every((ref) => Number.isSafeInteger(ref) && ref! < 2 ** 52));
});

test('a letter that is not to be looked at is stored with the same octets and nothing computed', async () => {
  const octets = Buffer.from('Subject: seen\r\n\r\nx\r\n');
  const [plain, opaque] = [false, true].map((opaque) =>
    receiveLetter({ ...options, opaque }, () => Promise.resolve(), noForgetting),
  );
  for (const incoming of [plain!, opaque!]) await incoming.write(octets);
  const [seen, unseen] = [await plain!.finish(), await opaque!.finish()];
  assert.deepEqual([hex(unseen.digest), unseen.octets], [hex(seen.digest), seen.octets]);
  assert.ok(seen.derived.envelope.includes('seen'));
  assert.equal(unseen.derived.envelope.includes('seen'), false);
});
