// Flags as a client is told them. RFC 9051 §2.3.2 and §7.5.2, RFC 3501 §2.3.2 (\Recent)

import type { Selected } from './selected.ts';

/** In the order of the bits of Flag. */
const names = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'] as const;

/** By bits of Flag. */
const lists = Array.from({ length: 1 << names.length }, (_, bits) =>
  names.filter((_, bit) => bits & (1 << bit)).join(' '),
);

/** FLAGS, and with `\*` (keywords can be made, RFC 9051 §7.1) PERMANENTFLAGS; without parentheses. */
export function formatFlagsInUse(keywords: readonly string[]): string {
  return ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft', ...keywords].join(' ');
}

/** The flags of one message, parentheses included. `index`: in the mailbox, not in the view. */
export function formatFlagList({ mailbox, recent }: Selected, index: number, uid: number): string {
  const list = lists[mailbox.flags(index)]!;
  const keywords = mailbox.keywords(index);
  if (keywords.length === 0 && recent.isEmpty) return `(${list})`;
  const all = [list, ...keywords, recent.has(uid) ? '\\Recent' : ''];
  return `(${all.filter((flag) => flag !== '').join(' ')})`;
}
