// Dovecot's dovecot-uidlist, version 3: the uid of each file of a folder, and what POP3 clients know it by where that
// is not made of the uid. Version 1 is read too.
// https://doc.dovecot.org/2.3/admin_manual/mailbox_formats/maildir/#usage-of-timestamps ff.
//
//   3 V<uidvalidity> N<next uid> G<guid>
//   <uid> [<letter><value> …] :<file name>

import { isUidl } from '../uidl.ts';
import { baseName } from './file-name.ts';

export type UidlistEntry = {
  uid: number;
  /** From the field P; null where there is none. */
  uidl: string | null;
};

export type Uidlist = {
  uidvalidity: number;
  uidnext: number;
  /** By the base of the file's name. */
  entries: Map<string, UidlistEntry>;
};

/** Undefined for what is no list; lines that cannot be read are passed over. Never throws. */
export function parseUidlist(text: string): Uidlist | undefined {
  const [head, ...lines] = text.split('\n');
  const list = parseHead(head!);
  if (list === undefined) return undefined;
  const pattern = head!.startsWith('1 ')
    ? /^(\d{1,10}) ()([^:\s].*)$/
    : /^(\d{1,10}) ((?:[A-Za-z]\S* )*):(.+)$/;
  for (const line of lines) {
    const [, digits, fields, name] = pattern.exec(line) ?? [];
    const uid = Number(digits);
    if (name === undefined || uid === 0 || uid > 0xffff_ffff) continue;
    const uidl = /(?:^| )P(\S+)/.exec(fields!)?.[1];
    list.entries.set(baseName(name), { uid, uidl: uidl !== undefined && isUidl(uidl) ? uidl : null });
  }
  return list;
}

function parseHead(line: string): Uidlist | undefined {
  const old = /^1 (\d{1,10}) (\d{1,10})$/.exec(line);
  if (old !== null) return { uidvalidity: Number(old[1]), uidnext: Number(old[2]), entries: new Map() };
  if (!/^3( [A-Z]\S*)*\s*$/.test(line)) return undefined;
  const uidvalidity = / V(\d{1,10})(?= |$)/.exec(line)?.[1];
  const uidnext = / N(\d{1,10})(?= |$)/.exec(line)?.[1];
  if (uidvalidity === undefined) return undefined;
  return { uidvalidity: Number(uidvalidity), uidnext: Number(uidnext ?? 1), entries: new Map() };
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
