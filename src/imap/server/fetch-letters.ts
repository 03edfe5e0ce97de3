// FETCH of what the index keeps, and of letters: message by message, each octet on its way to the client while the
// next is read. RFC 9051 §6.4.5

import { type Details, Flag, type Uid } from '../backend.ts';
import { formatDetail } from '../fetch/format-detail.ts';
import type { ColumnItem, FetchPlan } from '../fetch/plan-fetch.ts';
import type { Seq } from '../view.ts';
import { formatColumns, locate, noteTold, refresh, sayFlags } from './columns.ts';
import type { FetchWork } from './fetch-columns.ts';
import type { SeqRange } from './messages.ts';
import { type Prepared, prepareOctets, writePrepared } from './octets.ts';
import type { Session } from './session.ts';

/** Messages whose details are asked for at once: most often some 200 KB of envelopes. */
const batch = 200;
/** The same for body structures and parts: of the strangest letters they take a megabyte each. */
const largeBatch = 50;
/** The same when they become \Seen: at most so many that a client that breaks off never got. */
const seenBatch = 16;

type Message = { seq: Seq; uid: Uid };

export async function fetchLetters(session: Session, work: FetchWork): Promise<void> {
  const { ranges, plan, changedSince, missed } = work;
  const selected = session.selected!;
  const setsSeen = plan.setsSeen && !selected.readOnly;
  const isLarge = plan.want!.parts || plan.want!.bodyStructure;
  const size = setsSeen ? seenBatch : isLarge ? largeBatch : batch;
  let messages: Message[] = [];
  for (const message of eachMessage(selected.view, ranges)) {
    const index = locate(selected.mailbox, message.seq, message.uid);
    if (index === undefined) missed.gone = true;
    else if (selected.mailbox.modseqOf(index) > (changedSince ?? 0)) messages.push(message);
    if (messages.length < size) continue;
    await fetchBatch(session, work, messages, setsSeen);
    messages = [];
  }
  if (messages.length > 0) await fetchBatch(session, work, messages, setsSeen);
}

function* eachMessage(view: { uid(seq: number): Uid }, ranges: readonly SeqRange[]): Generator<Message> {
  for (const { first, last } of ranges) {
    for (let seq: number = first; seq <= last; seq++) yield { seq: seq as Seq, uid: view.uid(seq) };
  }
}

async function fetchBatch(
  session: Session,
  { plan, missed }: FetchWork,
  messages: readonly Message[],
  setsSeen: boolean,
): Promise<void> {
  const { mailbox } = session.selected!;
  const seen = setsSeen ? await setSeen(session, messages) : noUids;
  const all = await mailbox.details(
    messages.map(({ uid }) => uid),
    plan.want!,
  );
  for (const [at, message] of messages.entries()) {
    const details = all[at];
    // Nothing of a batch is held longer than its message needs it.
    all[at] = undefined;
    const prepared = details && (await prepareOctets(mailbox, details, plan.octets));
    const columns = seen.has(message.uid) ? withFlags(plan.columns, session.enabled.condstore) : plan.columns;
    const words = prepared && formatWords(session, message, columns, plan, details!);
    if (words === undefined) missed.gone = true;
    else {
      missed.unknownEncoding ||= prepared!.unknownEncoding;
      await writeResponse(session, message.seq, words, prepared!.items);
      session.tally.fetched++;
    }
    const wait = session.ready();
    if (wait) await wait;
  }
}

async function writeResponse(
  session: Session,
  seq: Seq,
  words: readonly string[],
  items: readonly Prepared[],
): Promise<void> {
  // A list must not be empty: nothing is left of an item whose encoding nobody can undo.
  if (words.length + items.length === 0) return;
  const { connection } = session;
  connection.write(`* ${seq} FETCH (${words.join(' ')}`);
  session.insideResponse = true;
  for (const [at, item] of items.entries()) {
    if (at > 0 || words.length > 0) connection.write(' ');
    await writePrepared(session, item);
  }
  connection.write(')\r\n');
  session.insideResponse = false;
}

const noUids: ReadonlySet<Uid> = new Set();

/** Those that became \Seen just now. */
async function setSeen(session: Session, messages: readonly Message[]): Promise<ReadonlySet<Uid>> {
  const { mailbox } = session.selected!;
  const uids: Uid[] = [];
  for (const { seq, uid } of messages) {
    const index = locate(mailbox, seq, uid);
    if (index !== undefined && (mailbox.flags(index) & Flag.Seen) === 0) uids.push(uid);
  }
  if (uids.length === 0) return noUids;
  const change = { uids, how: 'add', flags: Flag.Seen, keywords: [], unchangedSince: undefined } as const;
  const { changed } = await mailbox.changeFlags(change);
  await refresh(session);
  return new Set(changed);
}

/** "If this causes the flags to change, they SHOULD be included." RFC 9051 §6.4.5 */
function withFlags(columns: readonly ColumnItem[], condstore: boolean): ColumnItem[] {
  const all = new Set<ColumnItem>([...columns, 'FLAGS']);
  if (condstore) all.add('MODSEQ');
  return [...all];
}

/** Everything but octets; undefined: the message went meanwhile. */
function formatWords(
  session: Session,
  { seq, uid }: Message,
  columns: readonly ColumnItem[],
  { details: items }: FetchPlan,
  details: Details,
): string[] | undefined {
  const selected = session.selected!;
  const words: string[] = [];
  if (columns.length > 0) {
    const index = locate(selected.mailbox, seq, uid);
    if (index === undefined) return undefined;
    words.push(formatColumns(selected, columns, index, uid));
    if (sayFlags(columns, session.enabled.condstore)) noteTold(selected, index, uid);
  }
  for (const item of items) words.push(formatDetail(item, details));
  return words;
}
