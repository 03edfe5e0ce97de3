// The lines of `account add --batch`: NAME:PASSWORD or NAME:{SCHEME}HASH.
import type { BatchLine } from '../office/index.ts';
import { decodeText } from './input.ts';

export const schemes = ['PLAIN', 'ARGON2ID'] as const;

export type BadLine = {
  line: number;
  wrong: 'no-colon' | 'no-name' | 'no-secret' | 'not-text' | { scheme: string };
};

/** Never throws. Empty lines and those that begin with # are no accounts; lines are counted from 1. */
export function parseBatch(octets: Buffer): { lines: BatchLine[]; bad: BadLine[] } {
  const lines: BatchLine[] = [];
  const bad: BadLine[] = [];
  let line = 0;
  for (let from = 0; from < octets.length; ) {
    const found = octets.indexOf(0x0a, from);
    const end = found < 0 ? octets.length : found;
    line++;
    const result = parseLine(octets.subarray(from, end));
    if (result !== null) {
      if ('name' in result) lines.push({ line, ...result });
      else bad.push({ line, wrong: result.wrong });
    }
    from = end + 1;
  }
  return { lines, bad };
}

function parseLine(octets: Uint8Array): Omit<BatchLine, 'line'> | Omit<BadLine, 'line'> | null {
  const text = decodeText(octets)?.replace(/\r$/, '');
  if (text === undefined) return { wrong: 'not-text' };
  if (text.trim() === '' || text.startsWith('#')) return null;
  const colon = text.indexOf(':');
  if (colon < 0) return { wrong: 'no-colon' };
  const name = text.slice(0, colon).trim();
  if (name === '') return { wrong: 'no-name' };
  const written = text.slice(colon + 1);
  const scheme = /^\{([A-Za-z0-9._-]+)\}/.exec(written);
  const rest = scheme === null ? written : written.slice(scheme[0].length);
  if (rest === '') return { wrong: 'no-secret' };
  if (scheme === null) return { name, secret: { password: rest } };
  switch (scheme[1]!.toUpperCase()) {
    case 'PLAIN':
      return { name, secret: { password: rest } };
    case 'ARGON2ID':
      return { name, secret: { verifier: rest } };
    default:
      return { wrong: { scheme: scheme[0] } };
  }
}
