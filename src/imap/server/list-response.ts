// One LIST or LSUB response. RFC 9051 §7.3.1, RFC 3501 §7.2.3

import type { Dialect } from '../syntax/cursor.ts';
import { delimiter, formatMailboxName } from '../syntax/mailbox-name.ts';

/** `attributes`: with their backslash. Without `* ` and the line's end. */
export function formatListed(
  response: 'LIST' | 'LSUB',
  { utf8Names }: Dialect,
  name: string,
  attributes: readonly string[],
): string {
  return `${response} (${attributes.join(' ')}) "${delimiter}" ${formatMailboxName(name, utf8Names)}`;
}
