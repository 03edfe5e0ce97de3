// SEARCH and UID SEARCH. RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 4731 (ESEARCH), RFC 5182 (SAVE), RFC 7162 §3.1.5

import type { ModSeq } from '../backend.ts';
import { planSearch } from '../search/plan.ts';
import { searchMailbox } from '../search/search-mailbox.ts';
import type { Command, SearchReturn } from '../syntax/command.ts';
import { formatNumbers } from '../syntax/number-set.ts';
import type { SearchKey } from '../syntax/search-key.ts';
import type { Seq } from '../view.ts';
import { type Answer, ok } from './answer.ts';
import { locate, refresh } from './columns.ts';
import { containsNumber } from './messages.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

type Search = Extract<Command, { verb: 'SEARCH' }>;

/** Numbers of one slice of the answer of IMAP4rev1, which may name every message. */
const slice = 1000;

export async function search(session: Session, command: Search): Promise<Answer> {
  // What a client of IMAP4rev1 asks without RETURN it wants answered by SEARCH. RFC 9051 §6.4.4
  const asked = command.return ?? (session.enabled.rev2 ? noOptions : undefined);
  const saves = asked?.has('SAVE') ?? false;
  const wantsModSeq = namesModSeq(command.key);
  if (wantsModSeq) session.enableCondstore(); // RFC 7162 §3.1
  session.connection.flush();
  await refresh(session);
  const found = await find(session, command.key, asked);
  const { view } = session.selected!;
  if (saves) session.selected!.saved = found.map((seq) => view.uid(seq));
  const numbers: readonly number[] = command.by === 'uid' ? found.map((seq) => view.uid(seq)) : found;
  const modseq = wantsModSeq ? highestModSeq(session, found) : undefined;
  if (asked === undefined) await tellSearch(session, numbers, modseq);
  // SAVE alone asks for no answer. RFC 9051 §6.4.4
  else if (!saves || asked.size > 1) {
    const indicator = `(TAG "${session.tag}")${command.by === 'uid' ? ' UID' : ''}`;
    session.connection.write(`* ESEARCH ${indicator}${formatResult(asked, numbers, modseq)}\r\n`);
  }
  return ok(saves ? texts.searchSaved : texts.completed('SEARCH'));
}

const noOptions: ReadonlySet<SearchReturn> = new Set();

/** All that match, or the first and the last of them where nothing else is wanted: saved or told, it is the same. */
async function find(
  session: Session,
  key: SearchKey,
  asked: ReadonlySet<SearchReturn> | undefined,
): Promise<Seq[]> {
  const selected = session.selected!;
  const { mailbox, view } = selected;
  const plan = planSearch(key, {
    contains: (set, by) => containsNumber(selected, by, set),
    isRecent: (uid) => selected.recent.has(uid),
    now: Date.now(),
  });
  // `$` is in the plan now. RFC 9051 §6.4.4.1: a search that fails leaves nothing saved.
  if (asked?.has('SAVE')) selected.saved = [];
  const run = (only?: 'first' | 'last') =>
    searchMailbox({ mailbox, view, plan, pause: () => session.ready(), ...(only && { only }) });
  if (asked === undefined || asked.has('ALL') || asked.has('COUNT')) return run();
  const [min, max] = [asked.has('MIN'), asked.has('MAX')];
  if (!min && !max) return run();
  const first = min ? await run('first') : [];
  if (!max || (min && first.length === 0)) return first;
  const last = await run('last');
  return last[0] === first[0] ? first : [...first, ...last];
}

function namesModSeq(key: SearchKey): boolean {
  switch (key.key) {
    case 'modseq':
      return true;
    case 'not':
      return namesModSeq(key.not);
    case 'and':
    case 'or':
      return key.keys.some(namesModSeq);
    default:
      return false;
  }
}

/** Of the messages that are told; undefined for none. RFC 7162 §3.1.5, RFC 4731 §3.2 */
function highestModSeq(session: Session, found: readonly Seq[]): ModSeq | undefined {
  const { mailbox, view } = session.selected!;
  let highest: ModSeq | undefined;
  for (const seq of found) {
    const index = locate(mailbox, seq, view.uid(seq));
    if (index === undefined) continue;
    const modseq = mailbox.modseqOf(index);
    if (highest === undefined || modseq > highest) highest = modseq;
  }
  return highest;
}

/** RFC 3501 §7.2.5, RFC 7162 §3.1.6 */
async function tellSearch(
  session: Session,
  numbers: readonly number[],
  modseq: ModSeq | undefined,
): Promise<void> {
  const { connection } = session;
  connection.write('* SEARCH');
  session.insideResponse = true;
  for (let at = 0; at < numbers.length; at += slice) {
    connection.write(` ${numbers.slice(at, at + slice).join(' ')}`);
    const wait = session.ready();
    if (wait) await wait;
  }
  connection.write(modseq === undefined ? '\r\n' : ` (MODSEQ ${modseq})\r\n`);
  session.insideResponse = false;
}

/** What ESEARCH tells; of no message it tells only how many there are. RFC 9051 §7.3.4 */
function formatResult(
  asked: ReadonlySet<SearchReturn>,
  numbers: readonly number[],
  modseq: ModSeq | undefined,
): string {
  let text = '';
  if (numbers.length > 0) {
    if (asked.has('MIN')) text += ` MIN ${numbers[0]}`;
    if (asked.has('MAX')) text += ` MAX ${numbers.at(-1)}`;
    if (asked.has('ALL') || asked.size === 0) text += ` ALL ${formatNumbers(numbers)}`;
  }
  if (asked.has('COUNT')) text += ` COUNT ${numbers.length}`;
  return modseq === undefined ? text : `${text} MODSEQ ${modseq}`;
}
