// Moving between Dovecot and us: what POP3 clients know letters by, and the letters, are the same before and after, in
// both directions.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDovecot } from './dovecot.ts';
import { letters } from './letters.ts';
import { openMailTalk } from './mail-talk.ts';
import { needs } from './peers.ts';
import { openPop3Talk } from './pop3-talk.ts';
import { casilla, startServer } from './server.ts';

function run(parameters: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [casilla, ...parameters], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

async function harvest(port: number, name: string, password: string) {
  const pop3 = await openPop3Talk(port, name, password);
  const found = { uidls: await pop3.uidls(), letters: await pop3.letters() };
  await pop3.quit();
  return found;
}

test(
  "Dovecot's Maildir comes in, and ours goes back, without a client noticing",
  needs('dovecot'),
  async (t) => {
    await using dovecot = await startDovecot();
    const talk = await openMailTalk('lmtp', dovecot.ports.lmtp);
    for (const { octets } of letters) await talk.deliver(octets, 'ana@localhost');
    await talk.quit();
    const before = await harvest(dovecot.ports.pop3, 'ana', dovecot.password);
    assert.equal(before.uidls.length, letters.length);

    await using server = await startServer({ accounts: ['ana'] });
    const said = run([
      'import',
      'ana',
      '--maildir',
      join(dovecot.directory, 'mail/ana'),
      '--data',
      server.data,
    ]);
    assert.match(said, new RegExp(`${letters.length} of ${letters.length} identical`));
    assert.deepEqual(await harvest(server.ports.pop3, 'ana', server.password), before);

    // Written as ours, served by Dovecot to another account.
    const out = mkdtempSync(join(tmpdir(), 'casilla-moving-'));
    t.after(() => rmSync(out, { recursive: true }));
    run(['export', 'ana', '--maildir', join(out, 'maildir'), '--data', server.data]);
    const home = join(dovecot.directory, 'mail/eva');
    cpSync(join(out, 'maildir'), home, { recursive: true, preserveTimestamps: true });
    open(home);
    assert.deepEqual(await harvest(dovecot.ports.pop3, 'eva', dovecot.password), before);
  },
);

/** Dovecot reads mail as a user of its own. */
function open(path: string): void {
  chmodSync(path, 0o777);
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }))
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o777 : 0o666);
}
