// Sets of sequence numbers or uids. RFC 9051 §9 sequence-set, RFC 5182 §2.1

import type { Cursor } from './cursor.ts';

/** '*' is Infinity. In either order: what `*` is decides. */
export type NumberRange = { readonly from: number; readonly to: number };

/** '$': the result of the last search that was saved. */
export type NumberSet = '$' | readonly NumberRange[];

const setCharacters = /[\d:*,]+/y;
const most = 0xffff_ffff;

export function takeNumberSet(cursor: Cursor): NumberSet | undefined {
  if (cursor.take('$')) return '$';
  return takeRanges(cursor);
}

/** A set in which no '$' may stand. */
export function takeRanges(cursor: Cursor): readonly NumberRange[] | undefined {
  const text = cursor.match(setCharacters);
  return text === undefined ? undefined : parseRanges(text);
}

/** A set in which neither '$' nor '*' may stand. */
export function takeKnownRanges(cursor: Cursor): readonly NumberRange[] | undefined {
  const ranges = takeRanges(cursor);
  return ranges?.every(({ from, to }) => from <= most && to <= most) ? ranges : undefined;
}

/** `1,3:5,7:*`: as many ranges as a line holds. Undefined when it is none. Numbers are 1 to 4,294,967,295. */
export function parseRanges(text: string): NumberRange[] | undefined {
  const ranges: NumberRange[] = [];
  for (let at = 0; ; ) {
    const comma = text.indexOf(',', at);
    const range = parseRange(text.slice(at, comma < 0 ? undefined : comma));
    if (range === undefined) return undefined;
    ranges.push(range);
    if (comma < 0) return ranges;
    at = comma + 1;
  }
}

function parseRange(text: string): NumberRange | undefined {
  const colon = text.indexOf(':');
  const from = parseNumber(colon < 0 ? text : text.slice(0, colon));
  const to = colon < 0 ? from : parseNumber(text.slice(colon + 1));
  return from && to ? { from, to } : undefined;
}

/** Undefined or 0: none. */
function parseNumber(text: string): number | undefined {
  if (text === '*') return Number.POSITIVE_INFINITY;
  if (!/^\d{1,40}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= most ? value : undefined;
}

/**
 * The same numbers, ascending, no two ranges touching. `star`: what '*' is (RFC 9051 §9 seq-number), 0 where there is
 * nothing. Numbers beyond it stay.
 */
export function resolveRanges(ranges: readonly NumberRange[], star: number): NumberRange[] {
  const ordered = ranges
    .map((range) => {
      const from = range.from === Number.POSITIVE_INFINITY ? star : range.from;
      const to = range.to === Number.POSITIVE_INFINITY ? star : range.to;
      return from <= to ? { from, to } : { from: to, to: from };
    })
    .sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const range of ordered) {
    const last = joined.at(-1);
    if (last === undefined || range.from > last.to + 1) joined.push(range);
    else last.to = Math.max(last.to, range.to);
  }
  return joined;
}

/** Whether one of the resolved ranges holds the number. */
export function includesNumber(resolved: readonly NumberRange[], number: number): boolean {
  let low = 0;
  let high = resolved.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (resolved[middle]!.to < number) low = middle + 1;
    else high = middle;
  }
  return low < resolved.length && resolved[low]!.from <= number;
}

/** `1,3:5,7`: in the order given, for COPYUID pairs by place (RFC 4315 §3). Empty for none, which no answer can hold. */
export function formatNumbers(numbers: Iterable<number>): string {
  const ranges: string[] = [];
  let from = 0;
  let to = 0;
  for (const number of numbers) {
    if (from > 0 && number === to + 1) to = number;
    else {
      if (from > 0) ranges.push(formatRange(from, to));
      from = to = number;
    }
  }
  if (from > 0) ranges.push(formatRange(from, to));
  return ranges.join(',');
}

export function formatRanges(ranges: Iterable<NumberRange>): string {
  return Array.from(ranges, ({ from, to }) => formatRange(from, to)).join(',');
}

function formatRange(from: number, to: number): string {
  return from === to ? `${from}` : `${from}:${to}`;
}
