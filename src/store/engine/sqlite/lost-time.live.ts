import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatUidl } from '../../uidl.ts';
import { openTemporary, temporaryDirectory } from './temporary.suite.ts';

test('a letter that comes after an older copy was put back gets no unique-id that was given before', async () => {
  const post = await openTemporary();
  const { account } = await post.store.write('createAccount', {
    name: 'ana',
    nameKey: 'ana',
    verifier: null,
    now: 1,
  });
  const deliver = async (text: string) => {
    const incoming = post.store.receive({ accounts: [account], now: Date.now(), limit: 1000 });
    await incoming.write(Buffer.from(text));
    const letter = await incoming.finish();
    await post.store.write('deliver', { letter, targets: [{ account }], now: Date.now() });
  };
  const uidls = async () => {
    const { objectId, uids } = await post.store.read('listMaildrop', { account });
    return [...uids].map((uid) => formatUidl(objectId, uid));
  };
  await deliver('before');
  await post.sqlite.close();
  const copy = temporaryDirectory();
  cpSync(post.directory, copy, { recursive: true });
  await post.reopen();
  await deliver('lost');
  const [before, lost] = await uidls();
  await post.sqlite.close();
  await sleep(300);

  rmSync(post.directory, { recursive: true });
  cpSync(copy, post.directory, { recursive: true });
  rmSync(copy, { recursive: true });
  await post.reopen();
  assert.deepEqual(await uidls(), [before], 'what the copy has keeps its unique-id');
  await deliver('after');
  const [, after] = await uidls();
  assert.notEqual(after, lost);
  await post.close();
});
