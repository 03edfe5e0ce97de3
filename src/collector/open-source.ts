// A session with the server of a source: with its secret, its pins, and what is known of servers like it.

import { Pop3Client } from '../pop3/index.ts';
import { clientOptions } from './client-options.ts';
import { changesFor, type ServerChanges } from './known-servers.ts';
import { readSecret } from './read-secret.ts';
import type { SourceState } from './report.ts';
import type { RunOptions } from './run-options.ts';
import { formatSettings, type Source } from './source.ts';
import type { Transcript } from './transcript.ts';

export type OpenedSource = { client: Pop3Client; changes: ServerChanges };

/** A source as its row has it, with its secret as it is sealed. */
export type SealedSource = Source & { sealed: Uint8Array | null };

/** Rejects with Pop3ClientError, SecretUnreadable, and what the store says. */
export async function openSource(
  source: SealedSource,
  state: SourceState,
  transcript: Transcript,
  options: Pick<RunOptions, 'secrets' | 'now' | 'limits' | 'signal'>,
  /** Told of the key that is believed from now on. */
  pinned: (pin: string) => Promise<void>,
): Promise<OpenedSource> {
  const { settings, sealed, account, id } = source;
  const { secrets, now, limits, signal } = options;
  const owner = { account, source: id };
  const reader = { ...secrets, ...(signal && { signal }) };
  const secret =
    settings.auth === 'external' ? null : await readSecret(settings.secret, sealed, owner, reader);
  const quirks = new Set(state.quirks);
  const changes = changesFor({ ...settings, greeting: state.greeting, quirks });
  let pin: string | undefined;
  transcript.begin(now());
  const client = await Pop3Client.connect({
    ...clientOptions({
      settings,
      secret,
      log: transcript.hear,
      ...(limits && { limits }),
      ...(signal && { signal }),
      withoutCapa: changes.capa === 'never',
      onFirstUse: (certificate) => {
        pin = certificate.pin;
      },
    }),
    ...(changes.window && { window: changes.window }),
    ...(changes.keepAlive !== undefined && { keepAlive: changes.keepAlive }),
  });
  try {
    if (pin !== undefined) await pinned(pin);
  } catch (error) {
    client.close();
    throw error;
  }
  const { greeting } = client;
  return { client, changes: changesFor({ ...settings, greeting, quirks }) };
}

/** Remembers a key in the settings of its source, durably. */
export async function rememberPin(
  source: Source,
  pin: string,
  store: Pick<RunOptions['store'], 'write'>,
): Promise<void> {
  source.settings = { ...source.settings, pins: [pin] };
  await store.write('editSource', {
    account: source.account,
    source: source.id,
    settings: formatSettings(source.settings),
  });
}
