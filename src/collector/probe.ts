// A look at a server that changes nothing there: no RETR, no DELE. RFC 1939 §5 and §7, RFC 2449 §5

import { expireDays, loginDelaySeconds, type Pop3Client, Pop3ClientError } from '../pop3/index.ts';
import { recogniseServer } from './known-servers.ts';
import { openSource, type SealedSource } from './open-source.ts';
import { capabilityLines, freshState, type ProbeReport } from './report.ts';
import type { RunOptions } from './run-options.ts';
import { Transcript } from './transcript.ts';

/**
 * Rejects with Pop3ClientError and SecretUnreadable. A source that trusts on first use trusts for this look only: its
 * certificate is in the report, to be compared.
 */
export async function probeSource(
  source: SealedSource,
  options: Pick<RunOptions, 'secrets' | 'now' | 'limits' | 'signal'>,
): Promise<ProbeReport> {
  const { host, port, user } = source.settings;
  const transcript = new Transcript();
  const { client } = await openSource(source, freshState, transcript, options, async () => {});
  try {
    const { count, octets } = await client.stat();
    const uniqueIds = await answers(() => client.uidl());
    const { capabilities, greeting, quirks, tls } = client;
    const signs = { host, user, greeting, quirks };
    const report: ProbeReport = {
      host,
      port,
      greeting,
      capabilities: capabilityLines(capabilities),
      mechanism: client.mechanism,
      tls: tls ?? null,
      letters: count,
      octets: octets ?? null,
      uniqueIds,
      top: await hasTop(client, count),
      pipelining: capabilities.has('PIPELINING'),
      expire: expireDays(capabilities) ?? null,
      loginDelay: loginDelaySeconds(capabilities) ?? null,
      quirks: [...quirks],
      knownServers: recogniseServer(signs).map(({ id }) => id),
    };
    await client.quit();
    return report;
  } finally {
    client.close();
  }
}

async function hasTop(client: Pop3Client, letters: number): Promise<boolean> {
  if (letters === 0 || client.capabilities.has('TOP')) return client.capabilities.has('TOP');
  return answers(async () => {
    for await (const _ of client.top(1, 0));
  });
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof Pop3ClientError && error.sessionStands) return false;
    throw error;
  }
}
