// Quoted-printable in pieces of any size. RFC 2045 §6.7

import { Buffer } from 'node:buffer';
import { maxPadding } from './limits.ts';
import type { TransferDecoder } from './transfer-encoding.ts';

const EQUALS = 61;
const CR = 13;
const LF = 10;

/** "=" with something that is no hexadecimal stays as it is; white space before a line end goes (rule 3). */
export function createQuotedPrintableDecoder(): TransferDecoder {
  let held: Uint8Array = new Uint8Array(0);
  let insideLongSpace = false;
  function take(octets: Uint8Array, final: boolean): Uint8Array {
    const data = held.length === 0 ? octets : Buffer.concat([held, octets]);
    const out = new Uint8Array(data.length);
    let length = 0;
    let at = 0;
    while (at < data.length) {
      const octet = data[at]!;
      if (octet === EQUALS) {
        const step = decodeEscape(data, at, final);
        if (step === undefined) break;
        if (step.octet >= 0) out[length++] = step.octet;
        at = step.next;
      } else if (octet === 32 || octet === 9) {
        const end = endOfWhiteSpace(data, at);
        insideLongSpace ||= end - at >= maxPadding;
        if (!insideLongSpace && !final && !isLineKnown(data, end)) break;
        if (insideLongSpace || !isLineEnd(data, end)) {
          for (let index = at; index < end; index++) out[length++] = data[index]!;
        }
        insideLongSpace &&= end === data.length;
        at = end;
      } else {
        insideLongSpace = false;
        out[length++] = octet;
        at++;
      }
    }
    held = Uint8Array.prototype.slice.call(data, at);
    return out.subarray(0, length);
  }
  return { push: (octets) => take(octets, false), end: () => take(new Uint8Array(0), true) };
}

type Escape = { octet: number; next: number };

/** What "=" at `at` stands for: an octet, nothing (-1, a soft line break), itself; undefined when more is needed. */
function decodeEscape(data: Uint8Array, at: number, final: boolean): Escape | undefined {
  const first = hex(data[at + 1]);
  const second = hex(data[at + 2]);
  if (first >= 0 && second >= 0) return { octet: first * 16 + second, next: at + 3 };
  const end = endOfWhiteSpace(data, at + 1);
  const itself = { octet: EQUALS, next: at + 1 };
  if (end - at > maxPadding) return itself;
  if (!final && (!isLineKnown(data, end) || (first >= 0 && at + 2 >= data.length))) return undefined;
  // A soft line break, perhaps at the very end of the body.
  if (end >= data.length) return { octet: -1, next: end };
  if (data[end] === LF) return { octet: -1, next: end + 1 };
  return isLineEnd(data, end) ? { octet: -1, next: end + 2 } : itself;
}

function endOfWhiteSpace(data: Uint8Array, from: number): number {
  let at = from;
  while (data[at] === 32 || data[at] === 9) at++;
  return at;
}

/** Whether the octets in hand say if a line ends at `at`. */
function isLineKnown(data: Uint8Array, at: number): boolean {
  return at + 1 < data.length || (at < data.length && data[at] !== CR);
}

function isLineEnd(data: Uint8Array, at: number): boolean {
  return at >= data.length || data[at] === LF || (data[at] === CR && data[at + 1] === LF);
}

function hex(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 48 && octet <= 57) return octet - 48;
  const upper = octet & 0xdf;
  return upper >= 65 && upper <= 70 ? upper - 55 : -1;
}
