// Cyrus 3.6 out of its private root: IMAP, POP3 and LMTP on free loopback ports, any password for every name, mail below a
// directory of its own. A peer of the benchmarks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort } from './free-port.ts';
import { peer } from './peers.ts';

export type Cyrus = AsyncDisposable & {
  ports: { imap: number; pop3: number; lmtp: number };
  /** The password of every account; a mailbox is made at the first login. */
  password: string;
  /** The process whose descendants do all the work. */
  pid: number;
};

/** Starts Cyrus and waits until it answers. Needs the peer, and to be root: it mounts and changes its user. */
export async function startCyrus(): Promise<Cyrus> {
  const { root } = peer('cyrus');
  const directory = mkdtempSync(join(tmpdir(), 'casilla-cyrus-'));
  chmodSync(directory, 0o777);
  for (const below of ['config', 'config/socket', 'config/db', 'config/log', 'config/proc', 'spool']) {
    mkdirSync(join(directory, below));
    chmodSync(join(directory, below), 0o777);
  }
  const ports = { imap: await freePort(), pop3: await freePort(), lmtp: await freePort() };
  writeFileSync(join(directory, 'imapd.conf'), settings(directory));
  writeFileSync(join(directory, 'cyrus.conf'), services(directory, ports));
  // As with Dovecot: a /usr of its own in a mount namespace that nobody else sees. Some libraries are below /lib.
  const over = [
    `mount -t overlay overlay -o lowerdir=${join(root, 'usr')}:/usr /usr`,
    `mount -t overlay overlay -o lowerdir=${join(root, 'lib')}:/usr/lib /usr/lib`,
  ];
  const files = ['-C', 'imapd.conf', '-M', 'cyrus.conf', '-p', 'pid'].map((word) =>
    word.startsWith('-') ? word : join(directory, word),
  );
  const start = [...over, `exec /usr/sbin/cyrmaster -D ${files.join(' ')}`].join(' && ');
  const child = spawn('unshare', ['--mount', 'sh', '-c', start], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    for (const port of Object.values(ports)) await answers(port, child);
  } catch (error) {
    child.kill();
    throw new Error('Cyrus did not start', { cause: error });
  }
  return {
    ports,
    password: 'any',
    pid: child.pid!,
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

const settings = (directory: string) => `
configdirectory: ${directory}/config
partition-default: ${directory}/spool
defaultpartition: default
cyrus_user: mail
cyrus_group: mail
admins: cyrus
sasl_pwcheck_method: alwaystrue
sasl_mech_list: PLAIN
allowplaintext: yes
autocreate_quota: 0
autocreate_users: anyone
unixhierarchysep: yes
altnamespace: yes
servername: localhost
maxmessagesize: 0
`;

/** -U: a process serves that many connections before another takes its place. */
const services = (directory: string, { imap, pop3, lmtp }: Cyrus['ports']) => `
START {
  recover cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -C ${directory}/imapd.conf -r"
}
SERVICES {
  imap cmd="/usr/lib/cyrus/bin/imapd -C ${directory}/imapd.conf -U 1000000" listen="127.0.0.1:${imap}" proto="tcp4" prefork=2 maxchild=5200
  pop3 cmd="/usr/lib/cyrus/bin/pop3d -C ${directory}/imapd.conf" listen="127.0.0.1:${pop3}" proto="tcp4" prefork=0 maxchild=20
  lmtp cmd="/usr/lib/cyrus/bin/lmtpd -C ${directory}/imapd.conf -a" listen="127.0.0.1:${lmtp}" proto="tcp4" prefork=8 maxchild=20
}
EVENTS {
}
`;
