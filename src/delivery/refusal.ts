// Why a letter does not get into a mailbox, in the words that mail servers share: reply codes of RFC 5321 §4.2.3 and
// enhanced status codes of RFC 3463. 4xx: the sender keeps the letter and tries again.

import { LetterTooLarge, StoreRefusal, type StoreRefusalCode } from '../store/index.ts';

export type Refusal = { kind: 'refused'; code: number; enhanced: string; text: string };

const refused = (code: number, enhanced: string, text: string): Refusal => ({
  kind: 'refused',
  code,
  enhanced,
  text,
});

export const refusals = {
  badAddress: refused(501, '5.1.3', 'That is no address'),
  unknown: refused(550, '5.1.1', 'No such mailbox here'),
  foreign: refused(550, '5.7.1', 'Mail for that address is not taken here, and nothing is relayed'),
  /** The owner may make room. */
  full: refused(452, '4.2.2', 'The mailbox is full'),
  neverFits: refused(552, '5.2.2', 'The letter is larger than the whole mailbox may be'),
  tooBig: refused(552, '5.3.4', 'The letter is larger than we take'),
  noSpace: refused(452, '4.3.1', 'Not enough space here, try again later'),
  unavailable: refused(451, '4.3.0', 'The store is not available, try again later'),
} as const satisfies Record<string, Refusal>;

const ofStore: Partial<Record<StoreRefusalCode, Refusal>> = {
  nonexistent: refusals.unknown,
  'over-quota': refusals.full,
  'no-space': refusals.noSpace,
  unavailable: refusals.unavailable,
};

export function refusalOf(code: StoreRefusalCode): Refusal {
  return ofStore[code] ?? refusals.unavailable;
}

/** The refusal that an error of the store is; throws it again when it is a fault. */
export function refusalFrom(error: unknown): Refusal {
  if (error instanceof StoreRefusal) return refusalOf(error.code);
  if (error instanceof LetterTooLarge) return refusals.tooBig;
  throw error;
}
