import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Login } from '../pop3/index.ts';
import { Shape, type Store, StoreRefusal } from '../store/index.ts';
import { createOpenMaildrop } from './pop3-maildrop.ts';

const login: Login = {
  name: 'ana',
  secret: 'secret',
  mechanism: 'USER',
  remoteAddress: '127.0.0.1',
  secure: true,
  signal: new AbortController().signal,
};

/** A maildrop of one letter, whose chunks are these; a refusal stands for octets that are gone. */
function open(octets: number, chunks: readonly (Uint8Array | StoreRefusal)[]) {
  const answers: Record<string, unknown> = {
    lockMaildrop: { mailbox: 7, token: new Uint8Array(16) },
    unlockMaildrop: undefined,
    listMaildrop: {
      objectId: new Uint8Array(8),
      uids: Uint32Array.of(5),
      octets: Uint32Array.of(octets),
      shapes: Uint8Array.of(0),
    },
    openMessage: { body: new Uint8Array(16), octets, shape: Shape.Dotted },
  };
  const asked: string[] = [];
  const answer = async (name: string) => {
    asked.push(name);
    return answers[name];
  };
  const store = {
    read: answer,
    write: answer,
    async *body() {
      for (const chunk of chunks) {
        if (chunk instanceof StoreRefusal) throw chunk;
        yield chunk;
      }
    },
  } as unknown as Store;
  const openMaildrop = createOpenMaildrop({
    store,
    authenticate: async () => ({ kind: 'ok', account: 1, name: 'ana' }),
    holder: 'thread',
    now: () => 0,
  });
  return { asked, opening: openMaildrop(login) };
}

const gone = new StoreRefusal('nonexistent');
const refusal = { name: 'Pop3Refusal', code: 'SYS/TEMP', cause: gone };
const [one, two] = [Buffer.from('one'), Buffer.from('two')];

test('a letter of one chunk is there at once, one of more comes chunk by chunk', async () => {
  const small = await (await open(3, [one]).opening).retrieve(0);
  assert.deepEqual(small, { body: [one], dotted: true });
  const large = await (await open(6, [one, two]).opening).retrieve(0);
  assert.deepEqual(await Array.fromAsync(large!.body), [one, two]);
  const empty = await (await open(0, []).opening).retrieve(0);
  assert.deepEqual(empty, { body: [], dotted: true });
});

test('octets that are gone are a refusal, before a letter begins and in the middle of it', async () => {
  await assert.rejects(async () => (await open(3, [gone]).opening).retrieve(0), refusal);
  const broken = await (await open(6, [one, gone]).opening).retrieve(0);
  await assert.rejects(Array.fromAsync(broken!.body), refusal);
});

test('a login locks, then lists; the end unlocks', async () => {
  const { asked, opening } = open(3, [one]);
  await (await opening).close();
  assert.deepEqual(asked, ['lockMaildrop', 'listMaildrop', 'unlockMaildrop']);
});
