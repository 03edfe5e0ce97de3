// One value as it was written somewhere, before anyone knows whether it is right.
import type { Place } from './problem.ts';

export type Entry = {
  /** The name as written: perhaps no key of ours. */
  name: string;
  /** `text`: one text, in which commas separate the items of a list. `other`: a value of a kind no setting takes. */
  raw: { text: string } | { items: string[] } | { other: string };
  /** Absolute; what relative paths in it are relative to. */
  directory: string;
  place: Place;
};
