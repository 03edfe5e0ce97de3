// Ana reads one mailbox on a phone and on a laptop, and an old program fetches it over POP3: each sees what the others
// did, and nobody loses a flag.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deliverLmtp, greetLmtp, loginPop3 } from '../rig/dialogue.ts';
import { ImapClient } from '../rig/imap.ts';
import { type RunningServer, runCasilla, startServer } from '../rig/server.ts';

let root: string;
let server: RunningServer;
before(async () => {
  root = mkdtempSync(join(tmpdir(), 'casilla-devices-'));
  const data = join(root, 'data');
  runCasilla(['account', 'add', 'ana', '--data', data, '--password-stdin'], 'a secret\n');
  server = await startServer(data, ['threads=2']);
});
after(async () => {
  const ended = await server.stop();
  rmSync(root, { recursive: true, force: true });
  assert.deepEqual(ended, { code: 0, internalErrors: 0 });
});

const text = (subject: string) => `From: <luis@test>\r\nSubject: ${subject}\r\n\r\n${subject}\r\n`;
const device = () => ImapClient.login(server.ports.imap!, 'ana', 'a secret');

async function deliver(...subjects: string[]) {
  const sender = await greetLmtp(server.ports.lmtp!);
  for (const subject of subjects)
    assert.match(await deliverLmtp(sender, 'ana@test', Buffer.from(text(subject))), /^250/);
  sender.end();
}

/** A fresh folder with these letters in it, the INBOX being everybody's. */
async function folder(client: ImapClient, name: string, ...subjects: string[]) {
  await client.ask(`CREATE ${name}`);
  for (const subject of subjects) await client.append(name, '', text(subject));
}

const code = (answers: readonly string[], name: string) =>
  answers.map((line) => new RegExp(`\\[${name} (\\d+)`).exec(line)?.[1]).find(Boolean)!;

test('a letter that comes in is on the phone at once, and read there it is read on the laptop', async () => {
  const [phone, laptop] = [await device(), await device()];
  await phone.ask('SELECT INBOX');
  await laptop.ask('SELECT INBOX');
  const waiting = await phone.idle();
  await deliver('lunch');
  const told = await phone.response();
  assert.match(told, /^\* \d+ EXISTS$/);
  await waiting.end();
  assert.deepEqual(
    (await laptop.ask('NOOP')).filter((line) => line.endsWith('EXISTS')),
    [told],
  );
  const number = /\d+/.exec(told)![0]!;
  const [fetched] = (await phone.ask(`FETCH ${number} (UID BODY[])`)).filter((line) =>
    line.includes('BODY['),
  );
  assert.ok(fetched!.includes('\r\n\r\nlunch\r\n'), fetched!);
  const heard = await laptop.ask('NOOP');
  assert.ok(
    heard.some((line) => new RegExp(`^\\* ${number} FETCH .*\\\\Seen`).test(line)),
    heard.join('\n'),
  );
  const glance = await laptop.idle();
  await phone.ask(`STORE ${number} +FLAGS.SILENT (\\Flagged)`);
  assert.match(await laptop.response(), /FETCH .*\\Flagged/);
  await phone.ask(`MOVE ${number} Archive`);
  assert.match(await laptop.response(), new RegExp(`^\\* ${number} EXPUNGE$`));
  await glance.end();
  assert.match((await laptop.ask('STATUS Archive (MESSAGES UNSEEN)')).join(), /MESSAGES 1 UNSEEN 0/);
  phone.end();
  laptop.end();
});

test('a phone that was away is told what changed and what went, and nothing else', async () => {
  const [phone, laptop] = [await device(), await device()];
  await folder(laptop, 'Trips', 'one', 'two', 'three', 'four', 'five');
  await phone.ask('ENABLE QRESYNC');
  const first = await phone.ask('SELECT Trips');
  const [uidvalidity, modseq] = [code(first, 'UIDVALIDITY'), code(first, 'HIGHESTMODSEQ')];
  phone.end();
  await laptop.ask('SELECT Trips');
  await laptop.ask('UID STORE 2 +FLAGS.SILENT (\\Answered)');
  await laptop.ask('UID STORE 1,4 +FLAGS.SILENT (\\Deleted)');
  await laptop.ask('EXPUNGE');
  await laptop.append('Trips', '(\\Seen) ', text('six'));
  const again = await device();
  await again.ask('ENABLE QRESYNC');
  const told = await again.ask(`SELECT Trips (QRESYNC (${uidvalidity} ${modseq} 1:5))`);
  assert.ok(told.includes('* VANISHED (EARLIER) 1,4'), told.join('\n'));
  const uids = told.filter((line) => / FETCH /.test(line)).map((line) => /UID (\d+)/.exec(line)![1]);
  assert.deepEqual(uids, ['2'], 'of those that it said it knows');
  assert.ok(told.some((line) => /^\* 4 EXISTS$/.test(line)));
  laptop.end();
  again.end();
});

test('a folder that is renamed stays what it was, and one that is deleted is taken from nobody in the middle', async () => {
  const [phone, laptop] = [await device(), await device()];
  await folder(laptop, 'Plans', 'one', 'two');
  const before = code(await phone.ask('SELECT Plans'), 'UIDVALIDITY');
  await laptop.ask('RENAME Plans Dreams');
  const fetched = await phone.ask('UID FETCH 1:* (FLAGS)');
  assert.equal(fetched.filter((line) => / FETCH /.test(line)).length, 2);
  assert.equal(code(await laptop.ask('SELECT Dreams'), 'UIDVALIDITY'), before);
  await laptop.ask('CLOSE');
  await laptop.ask('DELETE Dreams');
  const { answer } = await laptop.try('SELECT Dreams');
  assert.match(answer, /^NO \[NONEXISTENT\]/);
  laptop.end();
  phone.end();
});

test('POP3 beside IMAP: a lock stops no phone, and what one deletes is gone for the other', async () => {
  await deliver('a', 'b', 'c', 'd');
  const phone = await device();
  const [exists] = (await phone.ask('SELECT INBOX')).filter((line) => /EXISTS/.test(line));
  assert.equal(exists, '* 4 EXISTS');
  const old = await loginPop3(server.ports.pop3!, 'ana', 'a secret');
  assert.match(await old.ask('STAT'), /^\+OK 4 /);
  await assert.rejects(loginPop3(server.ports.pop3!, 'ana', 'a secret'), /IN-USE/);
  await phone.ask('STORE 2 +FLAGS.SILENT (\\Deleted)');
  assert.deepEqual(await phone.ask('EXPUNGE'), ['* 2 EXPUNGE']);
  // Its numbers never move, and what is gone is gone.
  assert.match(await old.ask('LIST 4'), /^\+OK 4 /);
  assert.match(await old.ask('RETR 2'), /^-ERR/);
  assert.match(await old.ask('DELE 1'), /^\+OK/);
  assert.match(await old.ask('DELE 2'), /^\+OK/);
  const waiting = await phone.idle();
  assert.match(await old.ask('QUIT'), /^\+OK/);
  assert.equal(await phone.response(), '* 1 EXPUNGE');
  await waiting.end();
  const next = await loginPop3(server.ports.pop3!, 'ana', 'a secret');
  assert.match(await next.ask('STAT'), /^\+OK 2 /);
  next.end();
  phone.end();
});

test('flags that both devices set at once are all there in the end', async () => {
  const [phone, laptop] = [await device(), await device()];
  await folder(laptop, 'Busy', ...Array.from({ length: 20 }, (_, n) => `${n}`));
  await phone.ask('SELECT Busy');
  await laptop.ask('SELECT Busy');
  const rounds = Array.from({ length: 20 }, (_, n) => n + 1);
  await Promise.all([
    (async () => {
      for (const uid of rounds) await phone.ask(`UID STORE ${uid} +FLAGS.SILENT (\\Seen phone)`);
    })(),
    (async () => {
      for (const uid of rounds.toReversed())
        await laptop.ask(`UID STORE ${uid} +FLAGS.SILENT (\\Flagged laptop)`);
    })(),
  ]);
  for (const client of [phone, laptop]) {
    const fetched = (await client.ask('UID FETCH 1:* (FLAGS)')).filter((line) => / FETCH /.test(line));
    const last = fetched.slice(-20);
    for (const line of last)
      for (const flag of ['\\Seen', '\\Flagged', 'phone', 'laptop']) assert.ok(line.includes(flag), line);
    assert.equal(last.length, 20);
    client.end();
  }
});
