// Runs a plan over the messages that a client knows, in slices, never holding more than some hundred of them. A message
// that went meanwhile matches nothing (RFC 2180 §4.3).

import { Buffer } from 'node:buffer';
import { decodeEncodedWords, type Part, parseHeaderFields } from '../../message/index.ts';
import type { Details, OpenMailbox, Uid } from '../backend.ts';
import { ImapRefusal } from '../refusal.ts';
import { indexOf, type Seq, type View } from '../view.ts';
import { foldCase } from './casemap.ts';
import type { Plan } from './plan.ts';
import { searchLetter } from './search-letter.ts';
import type { Subject } from './subject.ts';

/** Messages whose details are asked for at once: most often some 300 KB of envelopes. */
const batch = 300;
/** The same for parts: of the strangest letters they take a megabyte each. */
const partsBatch = 50;
/** The same when one match ends the search. */
const firstBatch = 16;
/** Messages between two looks at the clock. */
const stride = 256;

export type SearchMailboxOptions = {
  mailbox: OpenMailbox;
  view: View;
  plan: Plan;
  /** Only the first, or only the last: nothing more is looked at. Default: all. */
  only?: 'first' | 'last';
  /** See searchLetter. */
  pause(): Promise<void> | undefined;
};

/** The numbers of the messages that match, ascending. */
export async function searchMailbox(options: SearchMailboxOptions): Promise<Seq[]> {
  const { view, plan, only, pause } = options;
  const found: Seq[] = [];
  const { count } = view;
  const most = plan.want.parts ? partsBatch : batch;
  let size = only === undefined ? most : firstBatch;
  for (let done = 0; done < count; size = Math.min(most, size * 2)) {
    const matches: Seq[] = [];
    const open: Subject[] = [];
    while (done < count && open.length < size && (only === undefined || matches.length === 0)) {
      const seq = (only === 'last' ? count - done : done + 1) as Seq;
      done++;
      const subject = subjectOf(options, seq);
      if (subject === undefined) continue;
      const answer = plan.answer(subject);
      if (answer === true) matches.push(seq);
      else if (answer === undefined) open.push(subject);
      if (done % stride === 0) {
        const wait = pause();
        if (wait) await wait;
      }
    }
    if (open.length > 0) matches.push(...(await decide(options, open)));
    matches.sort((one, other) => one - other);
    if (only !== undefined && matches.length > 0) return [matches.at(only === 'first' ? 0 : -1)!];
    for (const seq of matches) found.push(seq);
  }
  return found;
}

function subjectOf({ mailbox, view }: SearchMailboxOptions, seq: Seq): Subject | undefined {
  const uid = view.uid(seq);
  const index = mailbox.uids[seq - 1] === uid && seq <= mailbox.count ? seq - 1 : indexOf(mailbox, uid);
  if (index === undefined) return undefined;
  return {
    seq,
    uid,
    flags: mailbox.flags(index),
    keywords: mailbox.keywords(index),
    modseq: mailbox.modseqOf(index),
  };
}

/** Those of them that match, now that the index is asked. */
async function decide(options: SearchMailboxOptions, open: readonly Subject[]): Promise<Seq[]> {
  const { mailbox, plan, pause } = options;
  const matches: Seq[] = [];
  const uids: Uid[] = open.map(({ uid }) => uid);
  const all = await mailbox.details(uids, plan.want);
  for (const [at, subject] of open.entries()) {
    const details = all[at];
    if (details === undefined) continue;
    subject.details = details;
    const answer = plan.answer(subject) ?? (await read(options, subject, details));
    if (answer) matches.push(subject.seq);
    // Nothing of a batch is held longer than its message needs it.
    all[at] = undefined;
    const wait = pause();
    if (wait) await wait;
  }
  return matches;
}

/** Whether it matches, now that its octets are read: the header first, where that may be enough. */
async function read(
  { mailbox, plan, pause }: SearchMailboxOptions,
  subject: Subject,
  details: Details,
): Promise<boolean> {
  const root = JSON.parse(details.parts!) as Part;
  try {
    if (plan.fields.size > 0) {
      subject.header = await readHeader(mailbox.octets(details, { from: 0, length: root.body }), plan.fields);
      const answer = plan.answer(subject);
      if (answer !== undefined) return answer;
    }
    subject.found = await searchLetter({
      root,
      read: (range) => mailbox.octets(details, range),
      wanted: plan.texts,
      pause,
    });
    return plan.answer(subject) ?? false;
  } catch (error) {
    if (error instanceof ImapRefusal && error.code === 'EXPUNGEISSUED') return false;
    throw error;
  }
}

async function readHeader(
  octets: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
): Promise<Map<string, string[]>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of octets) pieces.push(piece);
  const header = new Map<string, string[]>();
  for (const { name, value } of parseHeaderFields(Buffer.concat(pieces), wanted)) {
    const body = foldCase(decodeEncodedWords(value));
    const bodies = header.get(name);
    if (bodies) bodies.push(body);
    else header.set(name, [body]);
  }
  return header;
}
