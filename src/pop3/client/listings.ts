// LIST, UIDL and STAT: what is in the maildrop. RFC 1939 §5 and §7

import type { Conversation } from './conversation.ts';
import { Pop3ClientError } from './error.ts';
import { parseScanListing, parseStat, parseUniqueId, type ScanListing, type UniqueId } from './listing.ts';
import { refused } from './refused.ts';

export const readScanListings = (conversation: Conversation): Promise<ScanListing[]> =>
  readListing(conversation, 'LIST', parseScanListing);

export const readUniqueIds = (conversation: Conversation): Promise<UniqueId[]> =>
  readListing(conversation, 'UIDL', parseUniqueId);

export async function readStat(
  conversation: Conversation,
): Promise<{ count: number; octets: number | undefined }> {
  conversation.send(['STAT']);
  const status = await conversation.status('STAT');
  if (!status.ok) throw refused(status, 'command', 'STAT');
  const stat = parseStat(status.text);
  if (stat === undefined)
    throw new Pop3ClientError('protocol-garbage', `not a reply to STAT: ${status.text.slice(0, 80)}`, {
      command: 'STAT',
      reply: status.text,
      sessionStands: true,
    });
  return stat;
}

async function readListing<T>(
  conversation: Conversation,
  command: string,
  parse: (line: string) => T | undefined,
): Promise<T[]> {
  conversation.send([command]);
  const status = await conversation.status(command, conversation.limits.idle);
  if (!status.ok) throw refused(status, 'command', command);
  const listing: T[] = [];
  await conversation.lines(command, conversation.limits.messages, (line) => {
    const entry = parse(line);
    if (entry !== undefined) listing.push(entry);
    else conversation.noteQuirk('listing-garbled');
  });
  return listing;
}
