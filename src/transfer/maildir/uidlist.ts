// Dovecot's dovecot-uidlist, version 3: the uid of each file of a folder, and what POP3 clients know it by where that
// is not made of the uid. Version 1 is read too.
// https://doc.dovecot.org/2.3/admin_manual/mailbox_formats/maildir/#usage-of-timestamps ff.
//
//   3 V<uidvalidity> N<next uid> G<guid>
//   <uid> [<letter><value> …] :<file name>

import { isUidl } from '../uidl.ts';
import { baseName } from './file-name.ts';

/** Two maps of plain values: there may be hundreds of thousands of files. */
export type Uidlist = {
  uidvalidity: number;
  uidnext: number;
  /** By the base of the file's name. */
  uids: Map<string, number>;
  /** By uid: from the field P, where there is one. */
  uidls: Map<number, string>;
};

/** Undefined for what is no list; lines that cannot be read are passed over. Never throws. */
export function parseUidlist(text: string): Uidlist | undefined {
  const head = text.slice(0, lineEnd(text, 0));
  const list = parseHead(head);
  if (list === undefined) return undefined;
  const pattern = head.startsWith('1 ')
    ? /^(\d{1,10}) ()([^:\s].*)$/
    : /^(\d{1,10}) ((?:[A-Za-z]\S* )*):(.+)$/;
  for (let at = head.length + 1; at < text.length; ) {
    const end = lineEnd(text, at);
    const [, digits, fields, name] = pattern.exec(text.slice(at, end)) ?? [];
    at = end + 1;
    const uid = Number(digits);
    if (name === undefined || uid === 0 || uid > 0xffff_ffff) continue;
    list.uids.set(baseName(name), uid);
    const uidl = /(?:^| )P(\S+)/.exec(fields!)?.[1];
    if (uidl !== undefined && isUidl(uidl)) list.uidls.set(uid, uidl);
  }
  return list;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function parseHead(line: string): Uidlist | undefined {
  const old = /^1 (\d{1,10}) (\d{1,10})$/.exec(line);
  if (old !== null) return listOf(old[1]!, old[2]!);
  if (!/^3( [A-Z]\S*)*\s*$/.test(line)) return undefined;
  const uidvalidity = / V(\d{1,10})(?= |$)/.exec(line)?.[1];
  const uidnext = / N(\d{1,10})(?= |$)/.exec(line)?.[1];
  if (uidvalidity === undefined) return undefined;
  return listOf(uidvalidity, uidnext ?? '1');
}

function listOf(uidvalidity: string, uidnext: string): Uidlist {
  return { uidvalidity: Number(uidvalidity), uidnext: Number(uidnext), uids: new Map(), uidls: new Map() };
}

export function formatUidlistHead({
  uidvalidity,
  uidnext,
}: Pick<Uidlist, 'uidvalidity' | 'uidnext'>): string {
  return `3 V${uidvalidity} N${uidnext}\n`;
}

/** `name`: of the file; its flags are left out. */
export function formatUidlistLine(uid: number, uidl: string, name: string): string {
  return `${uid} P${uidl} :${baseName(name)}\n`;
}
