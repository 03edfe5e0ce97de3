// What a command must be answered with, as values: what the RFCs leave open is not in them.

import type { Message } from './world.ts';

export type Line =
  | { line: 'exists'; count: number }
  | { line: 'expunge'; seq: number }
  /** `earlier`: VANISHED (EARLIER). */
  | { line: 'vanished'; uids: number[]; earlier: boolean }
  /** What ESEARCH tells of each; for SEARCH, `all` alone. */
  | { line: 'search'; min?: number; max?: number; all?: number[]; count?: number }
  | {
      line: 'fetch';
      seq: number;
      message: Message;
      /** Spelt; undefined: flags are not told. */
      flags: string | undefined;
      modseq: boolean;
      /** Whether the uid must be told; it may be in any case. */
      uid: boolean;
      /** The octets of BODY[]; undefined: they are not told. */
      octets: string | undefined;
    }
  /** In an untagged OK. */
  | { line: 'copyuid'; from: number[]; to: number[] };

export type Expected = {
  lines: Line[];
  status: 'OK' | 'NO' | 'BAD';
  /** Of the tagged answer: the code must be there, with these numbers. */
  code?: { name: 'COPYUID' | 'APPENDUID' | 'MODIFIED'; sets: number[][] };
};
