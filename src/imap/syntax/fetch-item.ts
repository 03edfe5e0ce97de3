// What FETCH is asked for. RFC 9051 §6.4.5, RFC 3501 §6.4.5, RFC 3516 §4, RFC 7162 §3.1.4.2, RFC 8474 §5, RFC 8514 §4.2

import type { Cursor } from './cursor.ts';
import { syntaxLimits as limits } from './limits.ts';
import { type Partial, type Section, takeBinarySection, takePartial, takeSection } from './section.ts';

/** The macros ALL, FAST and FULL are spelt out. */
export type FetchItem =
  | { item: PlainItem }
  /** BODY[…] and BODY.PEEK[…]. */
  | { item: 'BODY[]'; section: Section; peek: boolean; partial?: Partial }
  /** `part`: empty for the whole letter. */
  | { item: 'BINARY[]'; part: readonly number[]; peek: boolean; partial?: Partial }
  | { item: 'BINARY.SIZE[]'; part: readonly number[] };

/** BODY: the structure without its extensions. The three RFC822 that give octets: RFC 3501 alone has them. */
export type PlainItem =
  | 'FLAGS'
  | 'UID'
  | 'INTERNALDATE'
  | 'ENVELOPE'
  | 'BODY'
  | 'BODYSTRUCTURE'
  | 'RFC822'
  | 'RFC822.HEADER'
  | 'RFC822.TEXT'
  | 'RFC822.SIZE'
  | 'MODSEQ'
  | 'EMAILID'
  | 'THREADID'
  | 'SAVEDATE';

const plainItems: ReadonlySet<string> = new Set<PlainItem>([
  'FLAGS',
  'UID',
  'INTERNALDATE',
  'ENVELOPE',
  'BODY',
  'BODYSTRUCTURE',
  'RFC822',
  'RFC822.HEADER',
  'RFC822.TEXT',
  'RFC822.SIZE',
  'MODSEQ',
  'EMAILID',
  'THREADID',
  'SAVEDATE',
]);

const fast: readonly FetchItem[] = [{ item: 'FLAGS' }, { item: 'INTERNALDATE' }, { item: 'RFC822.SIZE' }];
const all: readonly FetchItem[] = [...fast, { item: 'ENVELOPE' }];
/** RFC 9051 §6.4.5 */
const macros = new Map<string, readonly FetchItem[]>([
  ['FAST', fast],
  ['ALL', all],
  ['FULL', [...all, { item: 'BODY' }]],
]);

const itemName = /[A-Za-z][A-Za-z0-9.]*/y;

/** One item, a macro, or a list of items. */
export function takeFetchItems(cursor: Cursor): readonly FetchItem[] | undefined {
  if (cursor.sees('(')) return cursor.list(() => takeFetchItem(cursor), 1, limits.fetchItems);
  const start = cursor.at;
  const macro = macros.get(cursor.match(itemName)?.toUpperCase() ?? '');
  if (macro !== undefined) return macro;
  cursor.at = start;
  const item = takeFetchItem(cursor);
  return item && [item];
}

function takeFetchItem(cursor: Cursor): FetchItem | undefined {
  const name = cursor.match(itemName)?.toUpperCase();
  if (name === undefined) return undefined;
  if (!cursor.sees('[')) return plainItems.has(name) ? { item: name as PlainItem } : undefined;
  switch (name) {
    case 'BODY':
    case 'BODY.PEEK': {
      const section = takeSection(cursor);
      const partial = section && takePartial(cursor);
      if (section === undefined || partial === null) return undefined;
      return { item: 'BODY[]', section, peek: name === 'BODY.PEEK', ...(partial && { partial }) };
    }
    case 'BINARY':
    case 'BINARY.PEEK': {
      const part = takeBinarySection(cursor);
      const partial = part && takePartial(cursor);
      if (part === undefined || partial === null) return undefined;
      return { item: 'BINARY[]', part, peek: name === 'BINARY.PEEK', ...(partial && { partial }) };
    }
    case 'BINARY.SIZE': {
      const part = takeBinarySection(cursor);
      return part && { item: 'BINARY.SIZE[]', part };
    }
    default:
      return undefined;
  }
}
