// The post office as the person who runs it sees it: one process started, asked, told to read again, killed, stopped.

import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { selfSigned } from '../../src/office/self-signed.ts';
import { type MailboxId, openSqliteStore, type Store } from '../../src/store/index.ts';
import { deliverLmtp, greetLmtp, loginPop3 } from '../rig/dialogue.ts';
import { runCasilla, startServer } from '../rig/server.ts';

let root: string;
before(() => {
  root = mkdtempSync(join(tmpdir(), 'casilla-office-'));
});
after(() => rmSync(root, { recursive: true, force: true }));

const letter = (subject: string) =>
  Buffer.from(`From: <a@b.test>\r\nSubject: ${subject}\r\n\r\n${subject}\r\n`);
const addAccount = (data: string, name: string) =>
  runCasilla(['account', 'add', name, '--data', data, '--password-stdin'], 'a secret\n');

test('a password that is typed where the name belongs is in no log', async () => {
  const data = join(root, 'typed');
  addAccount(data, 'ana');
  const server = await startServer(data, ['log.level=debug']);
  await assert.rejects(loginPop3(server.ports.pop3!, 'Corr3ct-Horse', 'ana'), /\[AUTH\]/);
  await server.stop();
  const said = server.log.join('\n');
  assert.match(said, /"login-refused"/);
  assert.doesNotMatch(said, /Corr3ct-Horse/i);
});

test('accounts are made, listed, changed and removed while the server runs, and the server knows at once', async () => {
  const data = join(root, 'running');
  const server = await startServer(data);
  const { lmtp, pop3 } = server.ports as { lmtp: number; pop3: number };
  assert.equal(addAccount(data, 'ana').status, 0);
  assert.equal(addAccount(data, 'Ana').status, 65, 'the same name in another case is taken');
  const incoming = await greetLmtp(lmtp);
  assert.match(await deliverLmtp(incoming, 'ana@test', letter('one')), /^250 /);
  assert.match(await deliverLmtp(incoming, 'ANA+detail@test', letter('two')), /^250 /);
  assert.match(await deliverLmtp(incoming, 'nobody@test', letter('three')), /^550 /);
  const session = await loginPop3(pop3, 'ana', 'a secret');
  assert.match(await session.ask('STAT'), /^\+OK 2 /);
  session.end();
  const listed = JSON.parse(runCasilla(['account', 'list', '--json', '--data', data]).stdout);
  assert.deepEqual(
    listed.map(({ name, usedMessages }: { name: string; usedMessages: number }) => ({ name, usedMessages })),
    [{ name: 'ana', usedMessages: 2 }],
  );
  assert.equal(
    runCasilla(['account', 'passwd', 'ana', '--data', data, '--password-stdin'], 'another\n').status,
    0,
  );
  await assert.rejects(loginPop3(pop3, 'ana', 'a secret'), /\[AUTH\]/);
  (await loginPop3(pop3, 'ana', 'another')).end();
  assert.equal(runCasilla(['account', 'quota', 'ana', '100', '--data', data]).status, 0);
  assert.match(await deliverLmtp(incoming, 'ana@test', letter('four')), /^452 /);
  assert.equal(runCasilla(['verify', '--data', data]).status, 0);
  assert.equal(runCasilla(['account', 'remove', 'ana', '--yes', '--data', data]).status, 0);
  assert.match(await deliverLmtp(incoming, 'ana@test', letter('five')), /^550 /);
  await assert.rejects(loginPop3(pop3, 'ana', 'another'), /\[AUTH\]/);
  incoming.end();
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
  assert.equal(runCasilla(['account', 'list', '--json', '--data', data]).stdout.trim(), '[]');
});

test('a second server on the same directory is refused in one sentence; after a kill -9 it may start at once', async () => {
  const data = join(root, 'owned');
  assert.equal(addAccount(data, 'ana').status, 0);
  const first = await startServer(data);
  const listen = ['pop3', 'pop3s', 'imap', 'imaps', 'smtp', 'lmtp'].flatMap((p) => [
    '--set',
    `${p}.listen=127.0.0.1:0`,
  ]);
  const second = runCasilla(['serve', '--data', data, ...listen]);
  assert.equal(second.status, 69, second.stderr);
  assert.equal(second.stdout, '');
  assert.equal(second.stderr.trim().split('\n').length, 1, second.stderr);
  assert.ok(second.stderr.includes(data));
  await first.kill();
  const third = await startServer(data);
  (await loginPop3(third.ports.pop3!, 'ana', 'a secret')).end();
  assert.deepEqual(await third.stop(), { code: 0, internalErrors: 0 });
});

test('a second server on the same port is refused, though listeners share ports between threads', async () => {
  const server = await startServer(join(root, 'port-one'));
  const taken = `pop3.listen=127.0.0.1:${server.ports.pop3}`;
  await assert.rejects(startServer(join(root, 'port-two'), [taken]), /69/);
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
});

test('SIGTERM lets a letter under way finish, says goodbye, and exits 0', async () => {
  const data = join(root, 'stopped');
  assert.equal(addAccount(data, 'ana').status, 0);
  const server = await startServer(data);
  const idle = await loginPop3(server.ports.pop3!, 'ana', 'a secret');
  const sender = await greetLmtp(server.ports.lmtp!);
  for (const command of ['MAIL FROM:<a@b.test>', 'RCPT TO:<ana@test>', 'DATA']) await sender.ask(command);
  sender.send('Subject: half\r\n\r\nhalf of a letter\r\n');
  await sleep(100);
  const stopped = server.stop();
  await sleep(300);
  sender.send('and the other half\r\n.\r\n');
  assert.match((await sender.line()) ?? '', /^250 /);
  assert.deepEqual(await stopped, { code: 0, internalErrors: 0 });
  idle.end();
  const again = await startServer(data);
  const session = await loginPop3(again.ports.pop3!, 'ana', 'a secret');
  await session.ask('RETR 1');
  assert.match((await session.untilDot())!.toString(), /half of a letter\r\nand the other half\r\n$/);
  session.end();
  await again.stop();
});

test('SIGHUP and a changed file bring a new certificate to new connections; a broken one changes nothing', async () => {
  const data = join(root, 'certificates');
  const file = join(root, 'pair.pem');
  const write = (name: string) => {
    const { certificate, key } = selfSigned([name], Date.now());
    writeFileSync(`${file}.new`, certificate + key);
    renameSync(`${file}.new`, file);
  };
  write('one.test');
  const server = await startServer(data, [`tls.certificate=${file}`, `tls.key=${file}`]);
  const shown = () => subjectOf(server.ports.pop3s!);
  assert.equal(await shown(), 'one.test');
  write('two.test');
  server.signal('SIGHUP');
  await until(async () => (await shown()) === 'two.test');
  writeFileSync(file, 'nonsense');
  server.signal('SIGHUP');
  await until(async () => server.log.some((line) => line.includes('certificate') || line.includes(file)));
  assert.equal(await shown(), 'two.test');
  write('three.test');
  await until(async () => (await shown()) === 'three.test');
  assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
});

test('letters in folders are never seen over POP3, and an INBOX keeps its unique-ids over a restart', async () => {
  const data = join(root, 'folders');
  assert.equal(addAccount(data, 'ana').status, 0);
  const opened = await openSqliteStore({ directory: data, reserve: 0 });
  const { store } = opened;
  const account = (await store.read('findAccount', { nameKey: 'ana' }))!.account;
  const { mailbox } = await store.write('createMailbox', { account, name: 'Invoices/2026', now: Date.now() });
  await put(store, account, letter('in a folder'), mailbox);
  await put(store, account, letter('in the INBOX'));
  await opened.close();
  const seen: string[] = [];
  for (let start = 0; start < 2; start++) {
    const server = await startServer(data);
    const session = await loginPop3(server.ports.pop3!, 'ana', 'a secret');
    assert.match(await session.ask('STAT'), /^\+OK 1 /);
    seen.push(await session.ask('UIDL 1'));
    await session.ask('RETR 1');
    assert.match((await session.untilDot())!.toString(), /in the INBOX/);
    session.end();
    await server.stop();
  }
  assert.equal(seen[0], seen[1]);
});

async function put(
  store: Store,
  account: Parameters<Store['receive']>[0]['accounts'][number],
  octets: Buffer,
  mailbox?: MailboxId,
) {
  const incoming = store.receive({ accounts: [account], now: Date.now(), limit: 1_000_000 });
  await incoming.write(octets);
  const target = { account, ...(mailbox === undefined ? {} : { mailbox }) };
  await store.write('deliver', { letter: await incoming.finish(), targets: [target], now: Date.now() });
}

function subjectOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return;
    await sleep(100);
  }
  assert.fail('it never came to be');
}
