// RFC 5322 and MIME as functions of bytes.

export type { Derived, Part, SortKeys } from './derived.ts';
export { derivedVersion } from './derived.ts';
export type { LetterParser } from './letter-parser.ts';
export { createLetterParser } from './letter-parser.ts';
