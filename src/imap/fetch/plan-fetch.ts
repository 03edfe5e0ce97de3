// What one FETCH needs of each message: columns that are in memory, what the index keeps, octets of the letter.
// RFC 9051 §6.4.5, RFC 3501 §6.4.5

import type { Want } from '../backend.ts';
import type { FetchItem, PlainItem } from '../syntax/fetch-item.ts';
import { formatSection, type Partial } from '../syntax/section.ts';
import type { OctetsItem } from './octets.ts';

/** In memory: said without asking anybody. */
export type ColumnItem = 'UID' | 'FLAGS' | 'MODSEQ';
/** Kept in the index. */
export type DetailItem = Exclude<PlainItem, ColumnItem | 'RFC822' | 'RFC822.HEADER' | 'RFC822.TEXT'>;

export type FetchPlan = {
  /** Each once, in one order. */
  columns: readonly ColumnItem[];
  details: readonly DetailItem[];
  /** `name`: as the answer names it. */
  octets: readonly { name: string; item: OctetsItem }[];
  /** What the index is asked for; undefined: columns are all. */
  want: Want | undefined;
  /** Whether it sets \Seen, as BODY[] does. */
  setsSeen: boolean;
};

const wholeLetter: Record<'RFC822' | 'RFC822.HEADER' | 'RFC822.TEXT', OctetsItem> = {
  RFC822: { item: 'BODY[]', section: { part: [] }, peek: false },
  // RFC 3501 §6.4.5: it does not set \Seen, unlike the other two.
  'RFC822.HEADER': { item: 'BODY[]', section: { part: [], text: 'header' }, peek: true },
  'RFC822.TEXT': { item: 'BODY[]', section: { part: [], text: 'text' }, peek: false },
};

const inOrder: readonly ColumnItem[] = ['UID', 'FLAGS', 'MODSEQ'];

/** `always`: columns that are told whether they were asked for or not. */
export function planFetch(items: readonly FetchItem[], always: readonly ColumnItem[]): FetchPlan {
  const columns = new Set<ColumnItem>(always);
  const details = new Set<DetailItem>();
  const octets = new Map<string, OctetsItem>();
  for (const item of items) {
    switch (item.item) {
      case 'UID':
      case 'FLAGS':
      case 'MODSEQ':
        columns.add(item.item);
        break;
      case 'RFC822':
      case 'RFC822.HEADER':
      case 'RFC822.TEXT':
        octets.set(item.item, wholeLetter[item.item]);
        break;
      case 'BODY[]':
        octets.set(`BODY${formatSection(item.section)}${formatOrigin(item.partial)}`, item);
        break;
      case 'BINARY[]':
        octets.set(`BINARY${formatSection({ part: item.part })}${formatOrigin(item.partial)}`, item);
        break;
      case 'BINARY.SIZE[]':
        octets.set(`BINARY.SIZE${formatSection({ part: item.part })}`, item);
        break;
      default:
        details.add(item.item);
    }
  }
  const wanted = [...octets].map(([name, item]) => ({ name, item }));
  return {
    columns: inOrder.filter((item) => columns.has(item)),
    details: [...details],
    octets: wanted,
    want: details.size + wanted.length === 0 ? undefined : wantOf(details, wanted),
    setsSeen: wanted.some(({ item }) => item.item !== 'BINARY.SIZE[]' && !item.peek),
  };
}

/** Where a substring begins. RFC 9051 §7.5.2 */
function formatOrigin(partial: Partial | undefined): string {
  return partial === undefined ? '' : `<${partial.offset}>`;
}

function wantOf(details: ReadonlySet<DetailItem>, octets: FetchPlan['octets']): Want {
  return {
    ...(details.has('ENVELOPE') && { envelope: true }),
    ...(details.has('BODYSTRUCTURE') && { bodyStructure: true }),
    ...((details.has('BODY') || octets.some(({ item }) => needsParts(item))) && { parts: true }),
  };
}

/** Whole letters are sent without a look at what they are made of. */
function needsParts(item: OctetsItem): boolean {
  if (item.item !== 'BODY[]') return item.part.length > 0;
  return item.section.part.length > 0 || item.section.text !== undefined;
}
