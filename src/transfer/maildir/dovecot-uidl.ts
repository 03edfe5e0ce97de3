// The unique-ids that Dovecot makes where its list names none: its setting pop3_uidl_format.
// https://doc.dovecot.org/2.3/settings/core/#core_setting-pop3_uidl_format

import { isUidl } from '../uidl.ts';

export const defaultUidlFormat = '%08Xu%08Xv';

const variable = /%(0?)(\d{0,2})(X?)([uvgf%])/g;

/** Whether every variable in it is one we know. */
export function isUidlFormat(format: string): boolean {
  return format !== '' && !format.replaceAll(variable, '').includes('%');
}

/** null where the result cannot be a unique-id. `base`: the file's name without its flags. */
export function formatDovecotUidl(
  format: string,
  { uid, uidvalidity, base }: { uid: number; uidvalidity: number; base: string },
): string | null {
  const values: Record<string, string> = {
    u: String(uid),
    v: String(uidvalidity),
    g: base,
    f: base,
    '%': '%',
  };
  const uidl = format.replaceAll(variable, (_, zero: string, width: string, hex: string, name: string) => {
    const value = values[name]!;
    const shown = hex === '' ? value : Number(value).toString(16);
    return shown.padStart(Number(width), zero === '0' ? '0' : ' ');
  });
  return isUidl(uidl) ? uidl : null;
}
