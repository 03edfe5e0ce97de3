// The programs that people send test letters with. Each sends one file to one recipient, at most once.
import assert from 'node:assert/strict';
import { peer } from '../peers.ts';

export type Sending = {
  protocol: 'smtp' | 'lmtp';
  port: number;
  recipient: string;
  file: string;
  /** Whether STARTTLS is demanded; the certificate is not checked. */
  tls?: boolean;
};

/** swaks doubles the dots, adds a CRLF at the end of the file and closes the letter: give it the letter without one. */
export async function sendWithSwaks({
  protocol,
  port,
  recipient,
  file,
  tls = false,
}: Sending): Promise<void> {
  const done = await peer('swaks').run([
    '--protocol',
    protocol === 'smtp' ? 'ESMTP' : 'LMTP',
    '--server',
    '127.0.0.1',
    '--port',
    String(port),
    '--from',
    'sender@client.example',
    '--to',
    recipient,
    '--helo',
    'client.example',
    ...(tls ? ['--tls'] : []),
    '--data',
    `@${file}`,
  ]);
  assert.equal(done.status, 0, done.stdout.toString('latin1').slice(-1000) + done.stderr);
}

/** curl doubles the dots and closes the letter; it speaks no LMTP. */
export async function sendWithCurl({ port, recipient, file, tls = false }: Sending): Promise<void> {
  const url = `smtp://127.0.0.1:${port}/client.example`;
  const demand = tls ? ['--ssl-reqd', '--insecure'] : [];
  const args = [
    '-sS',
    ...demand,
    url,
    '--mail-from',
    'sender@client.example',
    '--mail-rcpt',
    recipient,
    '-T',
    file,
  ];
  const done = await peer('curl').run(args);
  assert.equal(done.status, 0, done.stderr);
}

/** What swaks does not send as it is. */
export const swaksAlters: Readonly<Record<string, string>> = {
  'empty-body': 'puts a blank line behind a header that has no body',
  'no-octet-at-all': 'refuses an empty file',
  'dots-without-a-header': 'does not double the dot of the first line',
  'header-without-a-blank-line': 'puts a blank line behind it',
};
