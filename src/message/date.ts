// The Date field as found in the wild: obsolete zones, years of two digits, missing seconds or weekday, comments.
// RFC 5322 §3.3, §4.3

import { Scanner } from './scanner.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours east of UTC. RFC 5322 §4.3 */
const zones: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  // Not in any RFC, and in many letters.
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  met: 1,
  mez: 1,
  cest: 2,
  mest: 2,
  mesz: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  jst: 9,
  kst: 9,
};

const day = /^(?:[a-z]+[\s,.]*)?(\d{1,2})[\s.-]*([a-z]{3})[a-z]*[\s.,-]*(\d{2,4})(?![\d:])(.*)$/i;
// As C's ctime writes it: "Mon Jan  2 15:04:05 2006", perhaps with a zone before or behind the year.
const ctime =
  /^[a-z]+[\s,]+([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{1,2}[:.]\d{1,2}(?:[:.]\d{1,2})?)\s+(?:([a-z]+|[+-]\d{4})\s+)?(\d{4})(.*)$/i;
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ]|$)(.*)$/i;
const clock = /^[\s,]*(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?\s*([ap]m)?\s*(.*)$/i;

/**
 * Milliseconds since 1970; null where there is no day to be read. A zone that cannot be read is UTC, a time that
 * cannot be read is 00:00:00 (RFC 5256 §2.2). Never throws.
 */
export function parseDate(value: string): number | null {
  const text = withoutComments(value);
  const found = readDay(text);
  if (found === null) return null;
  const { year, month, date, rest } = found;
  const time = readTime(rest);
  const midnight = Date.UTC(year, month, date);
  // Date.UTC carries 31 February over into March: no such day was written.
  if (new Date(midnight).getUTCDate() !== date || date === 0) return null;
  return midnight + time;
}

function readDay(text: string): { year: number; month: number; date: number; rest: string } | null {
  const usual = day.exec(text);
  if (usual !== null) {
    const month = months.indexOf(usual[2]!.toLowerCase());
    const year = fullYear(usual[3]!);
    return month < 0 ? null : { year, month, date: Number(usual[1]), rest: usual[4]! };
  }
  const old = ctime.exec(text);
  if (old !== null) {
    const month = months.indexOf(old[1]!.toLowerCase());
    const rest = `${old[3]} ${old[4] ?? old[6]!}`;
    return month < 0 ? null : { year: Number(old[5]), month, date: Number(old[2]), rest };
  }
  const numbers = iso.exec(text);
  if (numbers === null) return null;
  const month = Number(numbers[2]) - 1;
  if (month < 0 || month > 11) return null;
  return { year: Number(numbers[1]), month, date: Number(numbers[3]), rest: numbers[4]! };
}

/** RFC 5322 §4.3: 00–49 are 2000–2049; 50–99 and three digits have 1900 added. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

/** Milliseconds to add to midnight UTC. */
function readTime(text: string): number {
  const found = clock.exec(text);
  if (found === null) return 0;
  let hour = Number(found[1]);
  const minute = Number(found[2]);
  const second = Number(found[3] ?? 0);
  const half = found[4]?.toLowerCase();
  if (half !== undefined && hour <= 12) hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  // 60 is a leap second.
  if (hour > 24 || minute > 59 || second > 60) return 0;
  return (hour * 3600 + minute * 60 + second) * 1000 - readZone(found[5]!) * 60_000;
}

/** Minutes east of UTC; 0 for what cannot be read. Military letters say nothing reliable. RFC 5322 §4.3 */
function readZone(text: string): number {
  const offset = /^(?:gmt|utc)?\s*([+-])\s?(\d{1,2}):?(\d{2})(?!\d)/i.exec(text);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return minutes >= 24 * 60 ? 0 : offset[1] === '-' ? -minutes : minutes;
  }
  const name = /^[a-z]+/i.exec(text)?.[0].toLowerCase() ?? '';
  return (Object.hasOwn(zones, name) ? zones[name]! : 0) * 60;
}

/** Comments go, white space becomes one space. A date is short: what follows 200 octets is none of it. */
function withoutComments(value: string): string {
  const scanner = new Scanner(value.slice(0, 200));
  let text = '';
  while (scanner.more) {
    const from = scanner.at;
    scanner.skipCfws();
    if (scanner.at > from) text += ' ';
    if (scanner.more) text += scanner.text[scanner.at++];
  }
  return text.trim();
}
