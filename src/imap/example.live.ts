// The example of docs/examples/imap-server, run as a person runs it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { converse } from '../../test/dialogues/serve.ts';

test('the letters of a directory are served, and nothing can be done to them', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-example-'));
  writeFileSync(join(directory, 'a.eml'), 'Subject: hola\r\nFrom: ana@example.org\r\n\r\nhola\r\n');
  writeFileSync(join(directory, 'b.eml'), 'Subject: adios\r\n\r\nadios\r\n');
  const child = spawn(process.execPath, ['docs/examples/imap-server/read-only.ts', directory, '0'], {
    env: { ...process.env, IMAP_PASSWORD: 'secret' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => {
    child.kill();
    rmSync(directory, { recursive: true });
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const [, port] = /^2 letters at imap:\/\/reader@127\.0\.0\.1:(\d+)\n$/.exec(said.toString()) ?? [];
  const text = await converse(
    Number(port),
    `a LOGIN reader secret\r\nb SELECT INBOX\r\nc FETCH 1:* (RFC822.SIZE BODY.PEEK[TEXT])\r\nd SEARCH SUBJECT hola\r\ne STORE 1 +FLAGS (\\Seen)\r\nf LOGOUT\r\n`,
  );
  assert.match(text, /\* 2 EXISTS\r\n/);
  assert.match(text, /\* 1 FETCH \(RFC822\.SIZE 46 BODY\[TEXT\] \{6\}\r\nhola\r\n\)\r\n/);
  assert.match(text, /\* 2 FETCH \(RFC822\.SIZE 25 BODY\[TEXT\] \{7\}\r\nadios\r\n\)\r\n/);
  assert.match(text, /\* SEARCH 1\r\n/);
  assert.match(text, /e NO \[NOPERM\] this is read-only\r\n/);
});
