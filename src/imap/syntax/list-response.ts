// LIST and STATUS as a client is told them. RFC 9051 §7.3.1, §7.3.2, §9; RFC 5258 §6

import type { StatusItem } from './command.ts';
import { delimiter, formatMailboxName } from './mailbox-name.ts';

export type Listed = {
  name: string;
  /** With their backslash. */
  attributes: readonly string[];
  /** What of it below was selected, with RECURSIVEMATCH. RFC 5258 §3.5 */
  childInfo?: readonly string[];
  /** The name that the client knows it by. RFC 9051 §6.3.9.7 */
  oldName?: string;
};

/** `LIST (\HasNoChildren) "/" "INBOX"`; `word`: LSUB for that. Without what stands before and behind it. */
export function formatList(listed: Listed, utf8: boolean, word: 'LIST' | 'LSUB' = 'LIST'): string {
  const { name, attributes, childInfo, oldName } = listed;
  const extended = [
    ...(childInfo ? [`"CHILDINFO" (${childInfo.map((option) => `"${option}"`).join(' ')})`] : []),
    ...(oldName !== undefined ? [`"OLDNAME" (${formatMailboxName(oldName, utf8)})`] : []),
  ];
  const text = `${word} (${attributes.join(' ')}) "${delimiter}" ${formatMailboxName(name, utf8)}`;
  return extended.length === 0 ? text : `${text} (${extended.join(' ')})`;
}

/** `undefined`: there is none, as APPENDLIMIT may say. */
export type StatusValue = readonly [StatusItem, number | string | undefined];

/** `STATUS "INBOX" (MESSAGES 231 UIDNEXT 44292)`. A MAILBOXID's brackets come by themselves (RFC 8474 §4.3). */
export function formatStatus(mailbox: string, values: readonly StatusValue[], utf8: boolean): string {
  const items = values.map(([item, value]) =>
    item === 'MAILBOXID' ? `${item} (${value})` : `${item} ${value ?? 'NIL'}`,
  );
  return `STATUS ${formatMailboxName(mailbox, utf8)} (${items.join(' ')})`;
}
