// "250" is said only when the letter is on the disk: the system calls of the whole server are watched, and both files
// must have been synced after the last octet was written to them and before the answer leaves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inDirectory } from './clients/maildrop.ts';
import { hardLetters, letters } from './letters.ts';
import { openMailTalk } from './mail-talk.ts';
import { needs, peer } from './peers.ts';
import { startServer } from './server.ts';
import { readSystemCalls, stateOfFile } from './system-calls.ts';

const files = ['index.db-wal', 'bodies.db-wal'];
const sent = [
  letters.find(({ name }) => name === 'plain')!,
  letters.find(({ name }) => name === 'attachment')!,
  hardLetters.find(({ name }) => name === 'five-million')!,
];

test('both files are synced between the last write to them and the 250', needs('strace'), () =>
  inDirectory(async (directory) => {
    const output = join(directory, 'calls');
    const watched = 'write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync';
    const under = [
      peer('strace').path('bin/strace'),
      '-D',
      '-f',
      '-qq',
      '-yy',
      '-s',
      '8',
      '-e',
      `trace=${watched}`,
      '-o',
      output,
    ];
    {
      await using server = await startServer({ accounts: ['ana'], under });
      for (const protocol of ['lmtp', 'smtp'] as const) {
        const talk = await openMailTalk(protocol, server.ports[protocol]);
        for (const { octets } of sent)
          assert.match((await talk.deliver(octets, 'ana@localhost'))[0]!, /^250 /);
        await talk.quit();
      }
    }
    const calls = readSystemCalls(readFileSync(output, 'latin1'));
    const answered = (code: string) => (call: (typeof calls)[number]) =>
      call.file.startsWith('TCP') && call.rest.includes(`"${code} `);
    let letter = 0;
    for (let at = calls.findIndex(answered('354')); at >= 0; letter++) {
      const end = calls.findIndex((call, index) => index > at && answered('250')(call));
      const during = calls.slice(at, end);
      for (const file of files)
        assert.equal(stateOfFile(during, file), 'synced', `letter ${letter}: ${file}`);
      at = calls.findIndex((call, index) => index > end && answered('354')(call));
    }
    assert.equal(letter, 2 * sent.length);
  }),
);
