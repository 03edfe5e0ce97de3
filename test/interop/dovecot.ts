// Dovecot 2.3 out of its private root: IMAP, POP3 and LMTP on free loopback ports, one password for every name, mail
// below a directory of its own. The first oracle, and the peer of the benchmarks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dovecotConfiguration } from './dovecot-configuration.ts';
import { answers, freePort } from './free-port.ts';
import { peer } from './peers.ts';

export type DovecotOptions = {
  /** Where a letter is kept; `%u` in it is the login name. Default: a Maildir. */
  location?: 'maildir' | 'sdbox';
  /** Whether a delivery is on the disk before it is answered. Default: it is (`mail_fsync=always`). */
  durable?: boolean;
  /** More lines for the configuration; they win over ours. */
  more?: string;
};

export type Dovecot = AsyncDisposable & {
  ports: { imap: number; pop3: number; lmtp: number };
  /** The password of every account; any name may log in. */
  password: string;
  /** The process whose descendants do all the work. */
  pid: number;
  /** The directory that holds the configuration, the mail and the log. */
  directory: string;
  /** What Dovecot wrote to its log so far. */
  log(): string;
};

/** Starts Dovecot and waits until it answers. Needs the peer, and to be root: it mounts and changes its user. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const dovecot = peer('dovecot');
  const directory = mkdtempSync(join(tmpdir(), 'casilla-dovecot-'));
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, 'mail'));
  chmodSync(join(directory, 'mail'), 0o777);
  const ports = { imap: await freePort(), pop3: await freePort(), lmtp: await freePort() };
  const password = 'correct-horse';
  const file = join(directory, 'dovecot.conf');
  writeFileSync(file, dovecotConfiguration(directory, ports, password, options));
  // Dovecot has /usr/lib/dovecot built into it: it gets a /usr of its own, the private root laid over the system's,
  // in a mount namespace that nobody else sees and that ends with it.
  const over = `mount -t overlay overlay -o lowerdir=${join(dovecot.root, 'usr')}:/usr /usr`;
  const start = `${over} && exec /usr/sbin/dovecot -F -c ${file}`;
  const child = spawn('unshare', ['--mount', 'sh', '-c', start], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const logFile = join(directory, 'log');
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  try {
    for (const port of Object.values(ports)) await answers(port, child);
  } catch (error) {
    child.kill();
    throw new Error(`Dovecot did not start: ${log()}`, { cause: error });
  }
  return {
    ports,
    password,
    pid: child.pid!,
    directory,
    log,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) {
        const closed = once(child, 'exit');
        child.kill('SIGTERM');
        await closed;
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
