// IMAP's section numbers in a part tree: which octets BODY[1.2.MIME] means. RFC 9051 §6.4.5.1

import type { Part } from './derived.ts';

/** `part`: the numbers, empty for the whole letter. `text`: what of it; without it a part's body, a letter's all. */
export type Section = { part: readonly number[]; text?: 'header' | 'text' | 'mime' };

/** Octets from the start of the letter as stored; `to` is exclusive. */
export type Range = { from: number; to: number };

/** The part of those numbers, or undefined. [] is the letter itself; [1] of one that is no multipart is its body. */
export function findPart(root: Part, numbers: readonly number[]): Part | undefined {
  let part = root;
  // Whether the next number counts in the letter that begins with this part.
  let fresh = true;
  for (const number of numbers) {
    if (!fresh && isLetter(part)) {
      part = part.children![0]!;
      fresh = true;
    }
    if (isMultipart(part)) {
      const child = part.children![number - 1];
      if (child === undefined) return undefined;
      part = child;
    } else if (!fresh || number !== 1) {
      // "Every message has at least one part number": a letter that is no multipart has exactly that one.
      return undefined;
    }
    fresh = false;
  }
  return part;
}

/** The octets a section means, or undefined where there is no such section. */
export function findSection(root: Part, { part: numbers, text }: Section): Range | undefined {
  const part = findPart(root, numbers);
  if (part === undefined) return undefined;
  if (numbers.length === 0) return letterRange(root, text);
  if (text === undefined) return { from: part.body, to: part.end };
  if (text === 'mime') return { from: part.header, to: part.body };
  // HEADER and TEXT of a part are those of the letter inside it; other parts have none.
  return isLetter(part) ? letterRange(part.children![0]!, text) : undefined;
}

function letterRange(letter: Part, text: Section['text']): Range | undefined {
  switch (text) {
    case 'header':
      return { from: letter.header, to: letter.body };
    case 'text':
      return { from: letter.body, to: letter.end };
    case 'mime':
      return undefined; // MIME needs a number. RFC 9051 §9 section-text
    case undefined:
      return { from: letter.header, to: letter.end };
  }
}

function isLetter(part: Part): boolean {
  return part.envelope !== undefined;
}

function isMultipart(part: Part): boolean {
  return part.children !== undefined && part.envelope === undefined;
}
