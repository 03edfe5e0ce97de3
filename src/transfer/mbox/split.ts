// Finds the letters of an mbox, whatever program wrote it and however large it is: looks at a window at a time, and
// answers where each letter begins and ends.
//
// A letter ends where Content-Length says, if another begins there or the file ends (mboxcl, mboxcl2); else before the
// next empty line with a From line behind it.

import { firstField, parseHeaderFields } from '../../message/index.ts';
import { fromMark, parseFromLine } from './from-line.ts';
import { isOwn } from './own-fields.ts';

/** A file, or what looks like one. */
export interface RandomAccess {
  size: number;
  /** `length` octets, or as many as there are. */
  read(from: number, length: number): Buffer;
}

export type MboxLetter = {
  /** Milliseconds; null where the From line says none. */
  date: number | null;
  /** Offsets in the file: the header's first octet, and behind the last of the body (exclusive). */
  from: number;
  to: number;
  /** Where its header block ends: behind the empty line, or where the letter or the window does. */
  headerEnd: number;
  /** Content-Length was right: nothing was quoted. */
  isCounted: boolean;
};

/** Octets looked at in one go; a header is not looked for beyond them. */
const windowOctets = 256 * 1024;
const longestFromLine = 1_000;

/** Undefined for a file that is no mbox: it does not begin with a From line. An empty one has no letters. */
export function splitMbox(file: RandomAccess): Iterable<MboxLetter> | undefined {
  const first = skipEmptyLines(file, 0);
  if (first < file.size && file.read(first, fromMark.length).toString('latin1') !== fromMark)
    return undefined;
  return lettersFrom(file, first);
}

function* lettersFrom(file: RandomAccess, first: number): Iterable<MboxLetter> {
  for (let at = first; at < file.size; ) {
    const line = readLine(file, at);
    const from = Math.min(at + line.length + 1, file.size);
    const window = file.read(from, windowOctets);
    const headerEnd = from + headerLength(window);
    // A letter of our own export may have a Content-Length that it brought along: it is quoted all the same.
    const counted = isOwn(window) ? undefined : countedEnd(file, window, from, headerEnd);
    const { to, next } = counted ?? findEnd(file, from);
    const date = parseFromLine(line.replace(/\r$/, ''))?.date ?? null;
    yield { date, from, to, headerEnd: Math.min(headerEnd, to), isCounted: counted !== undefined };
    at = next;
  }
}

function headerLength(window: Buffer): number {
  if (window[0] === 10) return 1;
  const [lf, crlf] = [window.indexOf('\n\n'), window.indexOf('\r\n\r\n')];
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return crlf + 4;
  return lf < 0 ? window.length : lf + 2;
}

const countField = new Set(['content-length']);

/** Where Content-Length says that the letter ends, if that can be. */
function countedEnd(file: RandomAccess, window: Buffer, from: number, headerEnd: number) {
  const header = window.subarray(0, headerEnd - from);
  const written = firstField(parseHeaderFields(header, countField), 'content-length');
  if (written === undefined || !/^\d{1,15}$/.test(written)) return undefined;
  const to = headerEnd + Number(written);
  if (to > file.size) return undefined;
  const next = skipEmptyLines(file, to);
  if (next === file.size) return { to, next };
  // Without a line end before it, it is in the middle of a line.
  const isLineStart = next > to || to === from || file.read(to - 1, 1)[0] === 10;
  return isLineStart && parseFromLine(readLine(file, next)) !== undefined ? { to, next } : undefined;
}

/** Where the next letter begins, and where this one ends: the empty line before the next is not its own. */
function findEnd(file: RandomAccess, from: number): { to: number; next: number } {
  // One octet further back, so that a letter without a single octet is found too.
  for (let at = from - 1; at < file.size; ) {
    const window = file.read(at, windowOctets);
    for (let found = window.indexOf('\nFrom '); found >= 0; found = window.indexOf('\nFrom ', found + 1)) {
      const next = at + found + 1;
      const gap = emptyLineBefore(file, next, from);
      if (gap > 0 && parseFromLine(readLine(file, next)) !== undefined) return { to: next - gap, next };
    }
    if (at + window.length >= file.size) break;
    // What may be the beginning of the mark stays in view.
    at += window.length - fromMark.length;
  }
  return { to: file.size - emptyLineBefore(file, file.size, from), next: file.size };
}

/** Octets of the empty line that ends before `at`: 1, 2 or none. */
function emptyLineBefore(file: RandomAccess, at: number, from: number): number {
  const start = Math.max(from - 1, at - 4);
  const before = at - start <= 0 ? '' : file.read(start, at - start).toString('latin1');
  if (before.endsWith('\n\r\n')) return 2;
  return before.endsWith('\n\n') ? 1 : 0;
}

function readLine(file: RandomAccess, at: number): string {
  const some = file.read(at, longestFromLine);
  const end = some.indexOf(10);
  return some.toString('latin1', 0, end < 0 ? some.length : end);
}

function skipEmptyLines(file: RandomAccess, from: number): number {
  let at = from;
  while (at < file.size) {
    const octet = file.read(at, 1)[0];
    if (octet !== 10 && octet !== 13) break;
    at++;
  }
  return at;
}
