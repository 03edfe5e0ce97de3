// curl: one connection, one RETR after the other, each letter in a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peer } from '../peers.ts';
import { inDirectory, type Maildrop } from './maildrop.ts';

/** Letters 1 to `count`, in their order, as curl wrote them. curl alters nothing. */
export const fetchWithCurl = (maildrop: Maildrop, count: number): Promise<Buffer[]> =>
  inDirectory(async (directory) => {
    const scheme = maildrop.tls === 'implicit' ? 'pop3s' : 'pop3';
    const tls = maildrop.tls === 'upgrade' ? ['--insecure', '--ssl-reqd'] : ['--insecure'];
    const url = `${scheme}://127.0.0.1:${maildrop.port}/[1-${count}]`;
    const login = `${maildrop.name}:${maildrop.password}`;
    const done = await peer('curl').run(['-sS', ...tls, '-u', login, url, '-o', join(directory, '#1')]);
    assert.equal(done.status, 0, done.stderr);
    return Array.from({ length: count }, (_, index) => readFileSync(join(directory, String(index + 1))));
  });
