// A real file system of 24 MB that fills up: mail is refused for now, people still delete, and when there is room
// again, mail comes in again, without anybody's doing. Mounting needs root.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliverLmtp, greetLmtp, loginPop3 } from '../rig/dialogue.ts';
import { type RunningServer, runCasilla, startServer } from '../rig/server.ts';

const root = process.getuid?.() === 0;
if (!root) console.log('NOT RUN: filling a file system needs root to mount one');

const letter = (n: number) =>
  Buffer.from(`From: <a@b.test>\r\nSubject: ${n}\r\n\r\n${`${n} ${'x'.repeat(70)}\r\n`.repeat(2_500)}`);

for (const [how, settings] of [
  ['kept above its reserve', ['store.reserve=4MiB']],
  ['filled to the last octet', ['store.reserve=1MiB']],
] as const) {
  test(`a disk ${how} refuses mail, lets people delete, keeps serving, and recovers`, {
    skip: !root,
  }, async (t) => {
    const disk = mkdtempSync(join(tmpdir(), 'casilla-disk-'));
    assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'casilla', disk]).status, 0);
    t.after(() => {
      spawnSync('umount', ['-l', disk]);
      rmdirSync(disk);
    });
    const data = join(disk, 'data');
    runCasilla(['account', 'add', 'ana', '--data', data, '--password-stdin'], 'a secret\n');
    let server = await startServer(data, [...settings]);
    let sender = await greetLmtp(server.ports.lmtp!);

    let taken = 0;
    let reply = '';
    while (taken < 300) {
      reply = await deliverLmtp(sender, 'ana@test', letter(taken));
      if (!reply.startsWith('250 ')) break;
      taken++;
    }
    assert.match(reply, /^452 4\.3\.1 /);
    assert.ok(taken > 20, `${taken} letters of 180 KB fitted`);
    if (how !== 'kept above its reserve') fill(join(disk, 'somebody-else'));

    // A full disk must not be the end when somebody starts the machine again.
    sender.end();
    await server.kill();
    server = await startServer(data, [...settings]);
    // What the killed one left in its logs is room again.
    if (how !== 'kept above its reserve') fill(join(disk, 'somebody-else-again'));
    const session = await loginPop3(server.ports.pop3!, 'ana', 'a secret');
    assert.match(await session.ask('STAT'), new RegExp(`^\\+OK ${taken} `));
    assert.match(await session.ask(`RETR ${taken}`), /^\+OK/);
    assert.deepEqual(withoutTrace((await session.untilDot())!), letter(taken - 1));
    for (let n = 1; n < taken; n++) assert.match(await session.ask(`DELE ${n}`), /^\+OK/);
    const quit = await session.ask('QUIT');
    assert.match(
      quit,
      /^\+OK/,
      server.log.join('\n') +
        spawnSync('ls', ['-l', data], { encoding: 'utf8' }).stdout +
        spawnSync('df', [disk], { encoding: 'utf8' }).stdout,
    );
    session.end();

    const free = () => statfsSync(disk).bavail * statfsSync(disk).bsize;
    for (let tries = 0; free() < 8_000_000 && tries < 100; tries++) await sleep(200);
    assert.ok(free() >= 8_000_000, `deleted letters gave no room back:\n${state(server, data, disk)}`);
    sender = await greetLmtp(server.ports.lmtp!);
    for (let tries = 0; tries < 50; tries++) {
      reply = await deliverLmtp(sender, 'ana@test', letter(1_000));
      if (reply.startsWith('250 ')) break;
      await sleep(200);
    }
    assert.match(reply, /^250 /);
    sender.end();
    assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
    const verified = runCasilla(['verify', '--data', data]);
    assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  });
}

/** What somebody wants to know when it fails. */
function state({ log }: RunningServer, ...directories: string[]): string {
  const { stdout } = spawnSync('ls', ['-l', ...directories], { encoding: 'utf8' });
  return `${log.filter((line) => !line.includes('letter-taken')).join('\n')}\n${stdout}`;
}

/** Takes what room is left, as another program on the same disk might. */
function fill(file: string): void {
  for (let n = 0; ; n++) {
    try {
      writeFileSync(`${file}-${n}`, Buffer.alloc(n === 0 ? 65_536 : 4_096));
    } catch {
      return;
    }
  }
}

const withoutTrace = (letter: Buffer) => letter.subarray(letter.indexOf('From: <a@b.test>'));
