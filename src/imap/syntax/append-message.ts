// What APPEND says before the octets of each message. RFC 9051 §6.3.12, RFC 3502, RFC 3516 §4.4, RFC 6855 §4

import type { AppendHead, AppendMessage } from './command.ts';
import type { Cursor } from './cursor.ts';
import { takeDateTime } from './date.ts';
import { type Flags, takeFlagList } from './flag.ts';
import { takeMailboxName } from './mailbox-name.ts';

/** `APPEND` SP mailbox SP …, up to the literal that ends the line. The cursor stands behind the tag. */
export function takeAppendHead(cursor: Cursor): AppendHead | undefined {
  const mailbox = cursor.takeWord('APPEND') && cursor.space() ? takeMailboxName(cursor) : undefined;
  const message = mailbox === undefined ? undefined : takeAppendMessage(cursor);
  return mailbox === undefined || message === undefined ? undefined : { mailbox, message };
}

const literal = /\{(\d{1,16})\+?\}$/y;

/** ` (\Seen) "17-Jul-1996 02:44:25 -0700" {310}`: all that remains of the line. */
export function takeAppendMessage(cursor: Cursor): AppendMessage | undefined {
  if (!cursor.space()) return undefined;
  let flags: Flags | undefined = { flags: 0, keywords: [] };
  if (cursor.sees('(')) {
    flags = takeFlagList(cursor);
    if (flags === undefined || !cursor.space()) return undefined;
  }
  let internalDate: number | undefined;
  if (cursor.sees('"')) {
    internalDate = takeDateTime(cursor);
    if (internalDate === undefined || !cursor.space()) return undefined;
  }
  const utf8 = cursor.takeWord('UTF8');
  if (utf8 && !(cursor.space() && cursor.take('('))) return undefined;
  const binary = cursor.take('~');
  const synchronizing = !cursor.text.endsWith('+}');
  const octets = cursor.match(literal);
  if (octets === undefined || (utf8 && !binary)) return undefined;
  return {
    ...flags,
    ...(internalDate !== undefined && { internalDate }),
    octets: Number(octets),
    synchronizing,
    binary,
    utf8,
  };
}
