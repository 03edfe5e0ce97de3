// The store's "no": an answer for the caller, not a fault of ours.

export type StoreRefusalCode =
  /** No account, mailbox or message of that name or id. */
  | 'nonexistent'
  /** The name is taken. */
  | 'exists'
  /** The account would hold more octets or messages than its quota allows; nothing was stored. */
  | 'over-quota'
  /** The disk is below its reserve, or full: nothing was stored; try again later. */
  | 'no-space'
  /** The maildrop is locked by another session. */
  | 'in-use'
  /** The maildrop lock's token is no longer the lock's: nothing was changed. */
  | 'lock-lost'
  /** The store is closing or its queue is full: nothing was stored; try again later. */
  | 'unavailable';

export class StoreRefusal extends Error {
  readonly code: StoreRefusalCode;
  constructor(code: StoreRefusalCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreRefusal';
    this.code = code;
  }
}

/** Beyond the limit that its taker gave: a class of its own, because engines throw RangeError for faults too. */
export class LetterTooLarge extends RangeError {
  /** `limit`: octets. */
  constructor(limit: number) {
    super(`the letter has more than ${limit} octets`);
    this.name = 'LetterTooLarge';
  }
}
