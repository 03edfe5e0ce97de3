// mpop: the client that pipelines. Delivers into a Maildir.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { peer } from '../peers.ts';
import { inDirectory, type Maildrop, readFiles, withLf } from './maildrop.ts';

/** `then`: what becomes of the letters on the server. */
export const fetchWithMpop = (
  maildrop: Maildrop,
  pipelining: 'on' | 'auto',
  then: 'keep' | 'delete' = 'keep',
): Promise<Buffer[]> =>
  inDirectory(async (directory) => {
    for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(directory, 'mail', part), { recursive: true });
    const args = [
      '--host=127.0.0.1',
      `--port=${maildrop.port}`,
      ...(maildrop.tls === undefined
        ? ['--tls=off']
        : ['--tls=on', '--tls-certcheck=off', `--tls-starttls=${maildrop.tls === 'upgrade' ? 'on' : 'off'}`]),
      '--auth=user',
      `--user=${maildrop.name}`,
      `--passwordeval=echo ${maildrop.password}`,
      `--keep=${then === 'keep' ? 'on' : 'off'}`,
      '--received-header=off',
      `--pipelining=${pipelining}`,
      `--uidls-file=${join(directory, 'uidls')}`,
      `--delivery=maildir,${join(directory, 'mail')}`,
    ];
    const done = await peer('mpop').run(args, { env: { HOME: directory } });
    assert.equal(done.status, 0, done.stdout + done.stderr);
    return readFiles(join(directory, 'mail'));
  });

/** What mpop makes of a letter: CRLF becomes LF. It carries everything. */
export const asMpopKeeps = withLf;
