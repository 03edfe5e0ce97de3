import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { letterOf, now, Post, refuses } from '../../suite/fixture.suite.ts';
import { verifyStore } from '../../verify.ts';
import { Database } from './database.ts';
import { openSqliteStore } from './open.ts';
import { StoreInUse, StoreTooNew } from './opening.ts';
import { openTemporary, temporaryDirectory } from './temporary.suite.ts';

const here = new URL('.', import.meta.url).href;

/** A process of its own that opens the store of a directory and then does what `script` says. */
function elsewhere(directory: string, script: string) {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { openSqliteStore } from '${here}open.ts';
       import { Post, letterOf } from '${here}../../suite/fixture.suite.ts';
       const directory = ${JSON.stringify(directory)};
       ${script}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return { child, lines: createInterface({ input: child.stdout }) };
}

test('a second owner is refused, in this process and in another', async () => {
  await using opened = await disposable();
  await assert.rejects(openSqliteStore({ directory: opened.directory, reserve: 0 }), StoreInUse);
  const { lines } = elsewhere(
    opened.directory,
    `await openSqliteStore({ directory, reserve: 0 }).catch((error) => console.log(error.name));`,
  );
  assert.deepEqual(await once(lines, 'line'), ['StoreInUse']);
});

test('no file of a store can be read by anybody else, though the directory and the umask let them', async () => {
  const umask = process.umask(0o022);
  const directory = join(temporaryDirectory(), 'open');
  mkdirSync(directory, { mode: 0o755 });
  const opened = await openSqliteStore({ directory, reserve: 0 });
  const post = new Post(opened.store);
  await post.deliver(await post.account(), letterOf(300_000));
  await opened.store.write('sweep', { deadBefore: now, begunBefore: now });
  const modes = readdirSync(directory).map((name) => [name, statSync(join(directory, name)).mode & 0o777]);
  await opened.close();
  process.umask(umask);
  rmSync(join(directory, '..'), { recursive: true });
  const names = ['index.db', 'index.db-wal', 'index.db-shm', 'bodies.db', 'bodies.db-wal', 'bodies.db-shm'];
  const files = [...names, 'lock.db', 'lock.db-journal', 'ballast'].sort();
  assert.deepEqual(Object.fromEntries(modes), Object.fromEntries(files.map((name) => [name, 0o600])));
});

test('kill -9 frees the store at once, and what was answered is there', async () => {
  const directory = temporaryDirectory();
  try {
    for (let round = 0; round < 3; round++) {
      const { child, lines } = elsewhere(
        directory,
        `const { store } = await openSqliteStore({ directory, reserve: 0 });
         const post = new Post(store);
         const account = await post.account('round-${round}');
         for (let i = 0; ; i++) {
           await Promise.all([1000, 300_000].map(async (octets) => {
             const { mailbox, uid } = await post.deliver(account, letterOf(octets, 'round ${round} ' + i));
             console.log(JSON.stringify({ account, mailbox, uid, octets, subject: 'round ${round} ' + i }));
           }));
         }`,
      );
      const answered: string[] = [];
      lines.on('line', (line) => {
        answered.push(line);
        if (answered.length === 25 + round) child.kill('SIGKILL');
      });
      await once(child, 'close');
      assert.ok(answered.length >= 25 + round);
      const sqlite = await openSqliteStore({ directory, reserve: 0 });
      const post = new Post(sqlite.store);
      for (const line of answered) {
        const { account, mailbox, uid, octets, subject } = JSON.parse(line);
        assert.equal(await post.text(account, mailbox, uid), letterOf(octets, subject));
      }
      assert.deepEqual((await verifyStore(sqlite.store)).findings, []);
      await sqlite.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('when the writer dies the store says so, and nobody waits for ever', async () => {
  const opened = await openTemporary();
  const { store, failed } = opened.sqlite;
  const port = opened.sqlite.connect('confused');
  const waiting = store.write('removeAccount', { account: 1 as never, now });
  await refuses('nonexistent', waiting);
  port.port.postMessage({ say: 'write', id: 1, name: 'no such write', input: {} });
  const error = await failed;
  assert.match(error.message, /no such write/);
  await assert.rejects(store.write('unlockHolder', { holder: 'x' }));
  await opened.close();
});

test('below the reserve new mail is refused while people can delete, and it recovers by itself', async () => {
  await using opened = await disposable();
  const post = new Post(opened.store);
  const account = await post.account();
  const { mailbox } = await post.deliver(account, letterOf(1000));
  opened.sqlite.setReserve(Number.MAX_SAFE_INTEGER);
  await refuses('no-space', post.deliver(account, letterOf(1001)));
  await refuses('no-space', post.take(letterOf(2_000_000)));
  const { token } = await post.store.write('lockMaildrop', {
    account,
    mailbox,
    holder: 't',
    now,
    lease: 1000,
  });
  await post.store.write('popUpdate', { account, mailbox, token, uids: [1], now });
  assert.deepEqual(await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 }), {
    bodies: 1,
    octets: 1000,
  });
  assert.deepEqual(await post.usage(), { octets: 0, messages: 0 });
  opened.sqlite.setReserve(0);
  await post.deliver(account, letterOf(1001));
});

test('a full file refuses, and deleting gives the room back to the file system', async () => {
  await using opened = await disposable({ maximumPages: { bodies: 300 } });
  const post = new Post(opened.store);
  const account = await post.account();
  const mailbox = await post.mailbox(account, 'INBOX');
  let fitted = 0;
  const fill = async () => {
    for (; ; fitted++) await post.deliver(account, letterOf(400_000, `${fitted}`));
  };
  await refuses('no-space', fill());
  assert.ok(fitted >= 5 && fitted <= 12);
  await refuses('no-space', post.deliver(account, letterOf(400_000, 'again')));
  const { token } = await post.store.write('lockMaildrop', {
    account,
    mailbox,
    holder: 't',
    now,
    lease: 1000,
  });
  const uids = Array.from({ length: fitted }, (_, i) => i + 1);
  await post.store.write('popUpdate', { account, mailbox, token, uids, now });
  await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
  while ((await post.store.write('returnPages', { pages: 100 })).left > 0);
  await opened.reopen();
  assert.ok(statSync(join(opened.directory, 'bodies.db')).size < 20 * 16_384);
});

test('a removal that a crash interrupted is finished when the store is opened', async () => {
  await using opened = await disposable();
  const post = new Post(opened.store);
  const account = await post.account();
  const luis = await post.account('luis');
  const { mailbox } = await post.store.write('createMailbox', { account: luis, name: 'Work', now });
  await post.deliver(account, letterOf(100));
  await post.deliver(luis, letterOf(100), { mailbox });
  await opened.sqlite.close();
  const index = new Database(join(opened.directory, 'index.db'));
  index.changes('UPDATE accounts SET removed = 1, name_key = NULL WHERE id = ?', [account]);
  index.changes("UPDATE mailboxes SET name = char(1) || id WHERE account = ? AND name = 'Work'", [luis]);
  index.close();
  const store = await opened.reopen();
  assert.equal(
    (await store.read('listMailboxes', { account: luis })).some(({ name }) => name < ' '),
    false,
  );
  for (let left = 2; left > 0; ) {
    await store.write('unlockHolder', { holder: 'nobody' });
    const { accounts, mailboxes } = await store.read('listUnfinished', {});
    left = accounts.length + mailboxes.length;
  }
  assert.deepEqual(await store.read('measureStore', {}), { bodies: 0, octets: 0 });
});

test('a file that a newer program wrote is refused and left alone', async () => {
  await using opened = await disposable();
  await opened.sqlite.close();
  const path = join(opened.directory, 'bodies.db');
  const bodies = new Database(path);
  bodies.exec('PRAGMA user_version = 99');
  bodies.close();
  await assert.rejects(openSqliteStore({ directory: opened.directory, reserve: 0 }), StoreTooNew);
  // The refusal gave the ownership back.
  const again = new Database(path);
  again.exec('PRAGMA user_version = 1');
  again.close();
  await opened.reopen();
});

test('another thread reads what was answered here, writes, and hears of changes', async () => {
  await using opened = await disposable();
  const post = new Post(opened.store);
  const account = await post.account();
  const { mailbox } = await post.deliver(account, letterOf(100));
  const data = opened.sqlite.connect('other');
  const thread = new Worker(
    `import { parentPort, workerData } from 'node:worker_threads';
     import { connectStore } from '${here}connect.ts';
     import { Post, letterOf } from '${here}../../suite/fixture.suite.ts';
     const store = connectStore(workerData);
     const post = new Post(store);
     const account = ${account}, mailbox = ${mailbox};
     const heard = [];
     store.onNotice((notice) => heard.push(notice));
     const before = store.changeCount(mailbox);
     const found = await post.text(account, mailbox, 1);
     const { uid } = await post.deliver(account, letterOf(300_000, 'from the other thread'));
     parentPort.postMessage({ found, uid, heard, moved: store.changeCount(mailbox) !== before });
     await store.close();`,
    { eval: true, workerData: data, transferList: data.transfer, execArgv: ['--input-type=module'] },
  );
  const ended = once(thread, 'exit');
  const [message] = await once(thread, 'message');
  assert.deepEqual(message, {
    found: letterOf(100),
    uid: 2,
    heard: [{ account, mailbox, modseq: 3 }],
    moved: true,
  });
  assert.equal(await post.text(account, mailbox, 2), letterOf(300_000, 'from the other thread'));
  await ended;
});

test('a lock that a thread asked for in the moment it died is freed with its others', async () => {
  await using opened = await disposable();
  const account = await new Post(opened.store).account();
  const { mailbox } = await opened.store.read('listMaildrop', { account });
  const lease = 1e9;
  for (let round = 0; round < 5; round++) {
    const data = opened.sqlite.connect('mortal');
    const thread = new Worker(
      `import { workerData } from 'node:worker_threads';
       import { connectStore } from '${here}connect.ts';
       const input = { account: ${account}, mailbox: ${mailbox}, holder: 'mortal', now: ${now}, lease: ${lease} };
       connectStore(workerData).write('lockMaildrop', input);
       process.exit();`,
      { eval: true, workerData: data, transferList: data.transfer, execArgv: ['--input-type=module'] },
    );
    await once(thread, 'exit');
    await opened.sqlite.releaseHolder('mortal');
    const input = { account, mailbox, holder: 'alive', now, lease };
    const { token } = await opened.store.write('lockMaildrop', input);
    await opened.store.write('unlockMaildrop', { account, mailbox, token });
  }
});

test('octets that nothing names are found', async () => {
  await using opened = await disposable();
  const post = new Post(opened.store);
  await post.deliver(await post.account(), letterOf(300_000));
  await post.take(letterOf(600_000));
  assert.deepEqual(await opened.store.check(), []);
  const bodies = new Database(join(opened.directory, 'bodies.db'));
  bodies.changes('DELETE FROM unpublished', []);
  bodies.close();
  const found = await opened.store.check();
  assert.equal(found.length, 1);
  assert.match(found[0]!, /nothing names the octets of [0-9a-f]{32}$/);
});

test('a letter whose octets a restored index names though they are gone brings them back', async () => {
  for (const octets of [1000, 700_000]) {
    await using opened = await disposable();
    const account = await new Post(opened.store).account();
    const first = await new Post(opened.store).deliver(account, letterOf(octets));
    await opened.sqlite.close();
    const bodies = new Database(join(opened.directory, 'bodies.db'));
    bodies.exec('DELETE FROM chunks');
    bodies.close();
    opened.sqlite = await openSqliteStore({ directory: opened.directory, reserve: 0 });
    const post = new Post(opened.sqlite.store);
    const again = await post.deliver(account, letterOf(octets));
    for (const { mailbox, uid } of [again, first])
      assert.equal(await post.text(account, mailbox, uid), letterOf(octets));
    const everything = { deadBefore: now + 1e9, begunBefore: now + 1e9 };
    assert.deepEqual(await post.store.write('sweep', everything), { bodies: 0, octets: 0 });
    assert.deepEqual((await verifyStore(post.store)).findings, []);
  }
});

test('a letter of 100 MB is taken in within little memory', async () => {
  await using opened = await disposable();
  const post = new Post(opened.store);
  const account = await post.account();
  await post.deliver(account, letterOf(1_000_000, 'to be warm'));
  const before = process.resourceUsage().maxRSS;
  const letter = post.store.receive({ accounts: [], now, limit: 110e6 });
  const piece = Buffer.from(`${'y'.repeat(76)}\r\n`.repeat(800));
  const pieces = Math.ceil(100e6 / piece.length);
  for (let i = 0; i < pieces; i++) await letter.write(piece);
  const [delivered] = await post.store.write('deliver', {
    letter: await letter.finish(),
    targets: [{ account }],
    now,
  });
  const grown = (process.resourceUsage().maxRSS - before) / 1024;
  assert.ok(grown < 40, `memory grew by ${grown} MiB`);
  const stored = await post.store.read('openMessage', { account, mailbox: delivered!.mailbox, uid: 2 });
  let read = 0;
  for await (const chunk of post.store.body(stored!)) read += chunk.length;
  assert.equal(read, pieces * piece.length);
});

async function disposable(options: Parameters<typeof openTemporary>[0] = {}) {
  const opened = await openTemporary(options);
  return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() });
}
