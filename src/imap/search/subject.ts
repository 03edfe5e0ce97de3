// One message as SEARCH sees it: its columns at once, the rest as it is fetched. Undefined: not fetched yet.

import type { Details, ModSeq, Uid } from '../backend.ts';
import type { Seq } from '../view.ts';

export type Subject = {
  seq: Seq;
  uid: Uid;
  flags: number;
  keywords: readonly string[];
  modseq: ModSeq;
  details?: Details;
  /** Folded bodies of the header fields that the plan asks for, by their names in lower case. */
  header?: ReadonlyMap<string, readonly string[]>;
  /** Which of the plan's texts the letter has. */
  found?: readonly boolean[];
};
