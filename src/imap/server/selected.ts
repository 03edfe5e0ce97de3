// The mailbox that a session has selected, as it was told of it. RFC 9051 §3.3

import type { OpenMailbox, Uid } from '../backend.ts';
import type { View } from '../view.ts';
import type { Recent } from './recent.ts';

export type Selected = {
  /** Its name when it was selected; it may have another by now. */
  readonly name: string;
  readonly mailbox: OpenMailbox;
  readonly view: View;
  /** EXAMINE. */
  readonly readOnly: boolean;
  readonly recent: Recent;
  /** The keywords that FLAGS told. */
  keywords: readonly string[];
  /** What SEARCH saved, for '$', ascending; those that are gone mean nothing. RFC 5182 §2.1 */
  saved: readonly Uid[];
};
