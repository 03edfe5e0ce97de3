// Sessions as the tests of the client open them: in the clear, on loopback, closed when the test is over.

import type { TestContext } from 'node:test';
import { Pop3Client, type Pop3ClientOptions } from '../../src/pop3/client/index.ts';

export const ana = { user: 'ana', pass: 'canary-4711' };

export async function connectTo(
  t: TestContext,
  port: number,
  options: Partial<Pop3ClientOptions> = {},
): Promise<Pop3Client> {
  const client = await Pop3Client.connect({
    host: '127.0.0.1',
    port,
    tls: 'none',
    allowPlaintext: true,
    auth: ana,
    ...options,
  });
  t.after(() => client.close());
  return client;
}
