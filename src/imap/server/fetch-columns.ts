// FETCH of what is in memory: a hundred thousand messages in one answer, in slices.

import type { ModSeq } from '../backend.ts';
import type { FetchPlan } from '../fetch/plan-fetch.ts';
import { formatColumns, locate, noteTold, sayFlags } from './columns.ts';
import type { Missed } from './fetch.ts';
import type { SeqRange } from './messages.ts';
import type { Session } from './session.ts';

export type FetchWork = {
  ranges: readonly SeqRange[];
  plan: FetchPlan;
  changedSince: ModSeq | undefined;
  missed: Missed;
};

/** Messages of one slice: some 10 KB, far below a millisecond. */
const slice = 256;

export async function fetchColumns(
  session: Session,
  { ranges, plan: { columns }, changedSince = 0 as ModSeq, missed }: FetchWork,
): Promise<void> {
  const selected = session.selected!;
  const { mailbox, view } = selected;
  const told = sayFlags(columns, session.enabled.condstore);
  let text = '';
  let inSlice = 0;
  for (const { first, last } of ranges) {
    for (let seq: number = first; seq <= last; seq++) {
      const uid = view.uid(seq);
      const index = locate(mailbox, seq, uid);
      if (index === undefined) missed.gone = true;
      else if (mailbox.modseqOf(index) > changedSince) {
        text += `* ${seq} FETCH (${formatColumns(selected, columns, index, uid)})\r\n`;
        if (told) noteTold(selected, index, uid);
      }
      if (++inSlice < slice) continue;
      session.connection.write(text);
      text = '';
      inSlice = 0;
      const wait = session.ready();
      if (wait) await wait;
    }
  }
  if (text !== '') session.connection.write(text);
}
