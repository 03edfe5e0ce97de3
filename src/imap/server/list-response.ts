// One LIST response. RFC 9051 §7.3.1

import type { Dialect } from '../syntax/cursor.ts';
import { delimiter, formatMailboxName } from '../syntax/mailbox-name.ts';

/** `attributes`: with their backslash. Without `* ` and the line's end. */
export function formatListed(
  { utf8Names }: Dialect,
  name: string,
  attributes: readonly string[],
  extended = '',
): string {
  return `LIST (${attributes.join(' ')}) "${delimiter}" ${formatMailboxName(name, utf8Names)}${extended}`;
}
