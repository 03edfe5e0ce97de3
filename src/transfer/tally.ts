// What an import or an export did, counted as it goes.

export type Tally = {
  /** Letters looked at. */
  letters: number;
  /** Octets of them, as they came. */
  octets: number;
  /** Those whose digest is the same at both ends. */
  identical: number;
  /** Taken in; the others were here already. Of an export: written. */
  added: number;
  known: number;
  /** Deleted while the export ran. */
  gone: number;
  /** Files and letters that were passed over. */
  bad: number;
  /** Letters of which a keyword had no place in what was written. */
  withoutKeywords: number;
};

export function newTally(): Tally {
  return { letters: 0, octets: 0, identical: 0, added: 0, known: 0, gone: 0, bad: 0, withoutKeywords: 0 };
}

/** Hears how far it is. `done` of `total` are letters or octets. */
export type Heard = {
  progress(tally: Readonly<Tally>, done: number, total: number): void;
  /** A letter or file that was passed over, and why: a code. */
  bad(name: string, reason: string): void;
};
