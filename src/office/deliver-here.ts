// A letter that comes from this process itself, by the way that all letters go.

import { accountKey } from '../accounts/index.ts';
import type { Settings } from '../config/index.ts';
import { beginDelivery, createDirectory, type Destination } from '../delivery/index.ts';
import type { Store } from '../store/index.ts';

export type LetterHere = {
  /** '' for none. */
  sender: string;
  recipients: readonly string[];
  octets: Uint8Array;
};

/** Resolves when it is durable for every recipient; rejects when it is for none. */
export async function deliverHere(
  { sender, recipients, octets }: LetterHere,
  store: Store,
  settings: Settings,
) {
  const directory = createDirectory({ store, accountKey, domains: settings.domains });
  const destinations: Destination[] = [];
  for (const recipient of recipients) {
    const found = await directory.find(recipient, octets.length);
    if (found.kind === 'refused') throw new Error(`${recipient}: ${found.text}`);
    destinations.push(found.mailbox);
  }
  const delivery = beginDelivery(destinations, 'together', {
    store,
    letterLimit: settings.letter.limit,
    now: Date.now,
  });
  await delivery.write(Buffer.from(`Return-Path: <${sender}>\r\n`));
  await delivery.write(octets);
  for (const verdict of await delivery.finish())
    if (verdict.kind === 'refused') throw new Error(verdict.text);
}
