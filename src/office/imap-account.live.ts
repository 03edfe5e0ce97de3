import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Account, Flag, type Letter, type Login, type MailboxId, type Uid } from '../imap/index.ts';
import { createOpenAccount } from './imap-account.ts';
import { letter, now, Post, refuses } from './imap-mailbox/fixture.suite.ts';
import { LiveMailboxes } from './imap-mailbox/live-mailboxes.ts';
import type { LoginAnswer } from './thread-calls.ts';

const login: Login = {
  name: 'ana',
  secret: 'secret',
  mechanism: 'LOGIN',
  remoteAddress: '127.0.0.1',
  secure: true,
  signal: new AbortController().signal,
};

function open(post: Post, answer: LoginAnswer = { kind: 'ok', account: post.account, name: 'ana' }) {
  const { store } = post;
  const mailboxes = new LiveMailboxes(store, () => now);
  const asked: object[] = [];
  const authenticate = async (credentials: object) => {
    asked.push(credentials);
    return answer;
  };
  const openAccount = createOpenAccount({
    store,
    authenticate,
    mailboxes,
    letterLimit: () => 1e6,
    now: () => now,
  });
  return { asked, opening: openAccount(login) };
}

async function take(account: Account, text: string): Promise<Letter> {
  const upload = await account.receive(text.length);
  await upload.write(Buffer.from(text));
  return upload.finish();
}

const plain = { flags: 0, keywords: [], internalDate: undefined };
const find = async (account: Account, name: string) =>
  (await account.mailboxes()).find((each) => each.name === name);

test('a login is asked of main, and its "no" is said in words of RFC 5530', async () => {
  await using post = await Post.open();
  const { asked, opening } = open(post);
  await (await opening).close();
  assert.deepEqual(asked, [{ name: 'ana', password: 'secret', address: '127.0.0.1', protocol: 'imap' }]);
  await refuses('AUTHENTICATIONFAILED', open(post, { kind: 'refused' }).opening);
  await refuses('UNAVAILABLE', open(post, { kind: 'unavailable' }).opening);
  await assert.rejects(open(post, { kind: 'throttled', seconds: 7 }).opening, /wait 7 seconds/);
});

test('mailboxes are made, renamed, deleted and subscribed to, and keep their object ids', async () => {
  await using post = await Post.open();
  const account = await open(post).opening;
  const made = await account.create('Work', { specialUse: '\\Important' });
  assert.match(made.objectId, /^F[0-9a-f]{16}$/);
  assert.deepEqual([made.name, made.specialUse, made.subscribed], ['Work', '\\Important', false]);
  await refuses('ALREADYEXISTS', account.create('Work', {}));
  await account.subscribe('Work', true);
  await account.subscribe('nowhere', true);
  await account.rename(made.mailbox, 'Play');
  assert.deepEqual(await find(account, 'Play'), { ...made, name: 'Play', subscribed: true });
  await refuses('ALREADYEXISTS', account.rename(made.mailbox, 'Trash'));
  await account.delete(made.mailbox);
  assert.deepEqual(await account.subscribedNames(), ['Play', 'nowhere']);
  await refuses('NONEXISTENT', account.delete(made.mailbox));
  await refuses('NONEXISTENT', account.rename(made.mailbox, 'Again'));
  await refuses('NONEXISTENT', account.open(made.mailbox));
  const names = (await account.mailboxes()).map(({ name }) => name);
  assert.deepEqual(names, ['Archive', 'Drafts', 'INBOX', 'Junk', 'Sent', 'Trash']);
  await account.close();
});

test('letters are appended one by one and many at once, and seen by whoever has the mailbox open', async () => {
  await using post = await Post.open();
  const account = await open(post).opening;
  const { mailbox, uidvalidity } = (await find(account, 'Drafts'))!;
  const live = await account.open(mailbox);
  const how = { flags: Flag.Seen | Flag.Draft, keywords: ['b', 'a'], internalDate: 12_345 };
  const one = await account.append(mailbox, [{ letter: await take(account, letter('one')), ...how }]);
  assert.deepEqual(one, { uidvalidity, uids: [1] });
  const many = [];
  for (let n = 0; n < 20; n++) many.push({ letter: await take(account, 'x'.repeat(200_000 + n)), ...plain });
  const { uids } = await account.append(mailbox, many);
  assert.deepEqual(
    uids as number[],
    Array.from({ length: 20 }, (_, n) => n + 2),
  );
  await live.refresh();
  assert.deepEqual([live.count, live.flags(0), live.keywords(0)], [21, how.flags, ['a', 'b']]);
  const details = await live.details([1, 21] as Uid[], {});
  assert.deepEqual([details[0]!.internalDate, details[1]!.octets], [12_345, 200_019]);
  assert.equal((await Array.fromAsync(live.octets(details[1]!))).length, 1);
  assert.deepEqual(await account.quota(), {
    octets: { used: letter('one').length + 20 * 200_000 + 190, limit: undefined },
    messages: { used: 21, limit: undefined },
  });
  live.release();
  await account.close();
});

test('what is too large, over quota or for a mailbox that is not there is refused, and leaves nothing', async () => {
  await using post = await Post.open();
  const account = await open(post).opening;
  const { mailbox } = (await find(account, 'Drafts'))!;
  await refuses('TOOBIG', account.receive(1e6 + 1));
  // A client may announce less than it becomes with every LF mended.
  const upload = await account.receive(900_000);
  await refuses('TOOBIG', upload.write(Buffer.from('\n'.repeat(600_000))));
  await upload.discard();
  await post.store.write('setQuota', { account: post.account, octets: 250_000, messages: 5 });
  await refuses('OVERQUOTA', account.receive(250_001));
  const two = [];
  for (const text of ['a', 'b']) two.push({ letter: await take(account, text.repeat(200_000)), ...plain });
  await refuses('OVERQUOTA', account.append(mailbox, two));
  const nowhere = 999 as MailboxId;
  await refuses('TRYCREATE', account.append(nowhere, [{ letter: await take(account, 'c'), ...plain }]));
  const left = await account.receive(100);
  await left.write(Buffer.from('d'.repeat(100)));
  await take(account, 'e'.repeat(1000));
  await account.close();
  const everything = { deadBefore: now + 1, begunBefore: now + 1 };
  assert.deepEqual(await post.store.write('sweep', everything), { bodies: 0, octets: 0 });
  assert.deepEqual(await account.quota(), {
    octets: { used: 0, limit: 250_000 },
    messages: { used: 0, limit: 5 },
  });
});

test('more letters than the writer has time for in one turn are refused', async () => {
  await using post = await Post.open();
  const account = await open(post).opening;
  const { mailbox } = (await find(account, 'Drafts'))!;
  const letters = [];
  for (let n = 0; n <= 500; n++) letters.push({ letter: await take(account, `${n}`), ...plain });
  await refuses('LIMIT', account.append(mailbox, letters));
  assert.equal((await find(account, 'Drafts'))!.messages, 0);
  await account.close();
});
