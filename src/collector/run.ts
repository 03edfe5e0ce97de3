// One run of one source: as many sessions as it needs, what came of them as a report, and what is to be remembered.

import { loginDelaySeconds, type Quirk } from '../pop3/index.ts';
import { type MailboxId, StoreRefusal } from '../store/index.ts';
import { openSource, rememberPin, type SealedSource } from './open-source.ts';
import { slices } from './recognise.ts';
import { type Alarm, formatState, type Report, type SourceState } from './report.ts';
import type { RunOptions } from './run-options.ts';
import { afterRun } from './schedule.ts';
import { holdSession, type SessionEnd, unverified } from './session.ts';
import { Transcript } from './transcript.ts';
import { troubleFrom } from './trouble.ts';
import { verifyCopies } from './verify-copies.ts';

/** A server that always lists something new never ends. */
const mostSessions = 1_000;
/** Copies that are read back at the end of a run, for policies to come. */
const mostReadBack = 2_000;
/** Milliseconds after which a policy of days is looked at again. */
const hourly = 3_600_000;

const lasting: ReadonlySet<Quirk> = new Set(['capa-breaks', 'pipelining-broken']);

/** Rejects only where the source is gone, or what a run left cannot be kept. */
export async function runSource(
  source: SealedSource,
  state: SourceState,
  options: RunOptions,
): Promise<Report> {
  return await new Run(source, state, options).run();
}

class Run {
  readonly #source: SealedSource;
  readonly #before: SourceState;
  readonly #options: RunOptions;
  readonly #transcript: Transcript;
  readonly #report: Report;
  /** Causes that last, of alarms that are told once. */
  readonly #lasting = new Map<Alarm['alarm'], Alarm>();
  readonly #storedNow = new Set<number>();
  #state: SourceState;
  #loginDelay: number | undefined;
  #looked = false;

  constructor(source: SealedSource, state: SourceState, options: RunOptions) {
    this.#source = source;
    this.#before = state;
    this.#state = { ...state };
    this.#options = options;
    this.#transcript = new Transcript(state.transcript);
    const { account, id, name } = source;
    const startedAt = options.now();
    this.#report = {
      ...{ account, source: id, name, startedAt, endedAt: startedAt },
      ...{ listed: 0, known: 0, stored: 0, repeated: 0, aside: 0, left: 0, waiting: 0, deleted: 0 },
      ...{ freedOctets: 0, octets: 0, absent: 0, listing: 'none', alarms: [] },
    };
  }

  async run(): Promise<Report> {
    let failure: unknown;
    try {
      const mailbox = await this.#mailbox();
      for (let session = 1; session <= mostSessions && (await this.#session(mailbox)); session++);
    } catch (error) {
      failure = error;
    }
    return await this.#end(failure);
  }

  async #mailbox(): Promise<MailboxId | undefined> {
    const { account, settings } = this.#source;
    if (settings.mailbox.toUpperCase() === 'INBOX') return undefined;
    const mailboxes = await this.#options.store.read('listMailboxes', { account });
    const found = mailboxes.find(({ name }) => name === settings.mailbox);
    if (found === undefined) throw new StoreRefusal('nonexistent', `no mailbox ${settings.mailbox}`);
    return found.mailbox;
  }

  /** Whether there is more to do in another one. */
  async #session(mailbox: MailboxId | undefined): Promise<boolean> {
    const source = this.#source;
    const { store, signal } = this.#options;
    const { client, changes } = await openSource(
      source,
      this.#state,
      this.#transcript,
      this.#options,
      (pin) => rememberPin(source, pin, store),
    );
    try {
      this.#loginDelay = loginDelaySeconds(client.capabilities);
      this.#state.greeting = client.greeting;
      const end = await holdSession({
        client,
        changes,
        source,
        state: this.#state,
        mailbox,
        mostDeletions: Math.max(0, source.settings.mostDeletions - this.#report.deleted),
        options: this.#options,
        onDestructive: (days) => this.#lasting.set('server-removes', { alarm: 'server-removes', days }),
      });
      await this.#note(end);
      if (end.at === 'same') return false;
      if (end.fetched.failure !== undefined) throw end.fetched.failure;
      signal?.throwIfAborted();
      const { stored, recognised } = end.fetched;
      const progress = stored.length + recognised.length > 0;
      return progress && (end.postponed > 0 || changes.hidesFetched === true);
    } finally {
      for (const quirk of client.quirks)
        if (lasting.has(quirk)) this.#state.quirks = [...new Set([...this.#state.quirks, quirk])];
      client.close();
    }
  }

  async #note(end: SessionEnd): Promise<void> {
    const report = this.#report;
    this.#looked = true;
    if (end.at === 'same') {
      const { last, raised } = this.#before;
      report.listed = end.count;
      report.known = end.count;
      report.listing = 'same';
      report.waiting = last?.waiting ?? 0;
      for (const alarm of raised) this.#lasting.set(alarm, { alarm } as Alarm);
      return;
    }
    const { look, comparison, ledger, fetched, deletions } = end;
    report.known = comparison.known.filter(
      ({ entry }) => ledger.storedAt[entry] !== null && !this.#storedNow.has(ledger.entries[entry]!),
    ).length;
    for (const { entry } of fetched.stored) this.#storedNow.add(entry);
    report.listed = look.listed.length;
    report.listing = comparison.listing;
    report.absent = comparison.lost;
    report.stored += fetched.stored.length;
    report.repeated += fetched.recognised.length;
    report.aside += fetched.aside;
    report.octets += fetched.octets;
    report.left = fetched.left + end.postponed;
    report.waiting = deletions?.plan.waiting.length ?? 0;
    if (!look.uniqueIds && look.listed.length > 0)
      this.#lasting.set('no-unique-ids', { alarm: 'no-unique-ids' });
    if (comparison.renaming && comparison.renamed.length > 0)
      report.alarms.push({ alarm: 'unique-ids-changed', letters: comparison.renamed.length });
    if (fetched.aside > 0) report.alarms.push({ alarm: 'set-aside', letters: fetched.aside });
    await this.#noteDeletions(end);
    this.#state.suspect = comparison.suspectAfter;
    this.#state.listing = isSettled(end) ? look.mark : null;
    this.#state.nextDue = this.#nextDue(end);
    await this.#readBack(end);
  }

  async #noteDeletions({
    deletions,
    update,
    updateText,
  }: Extract<SessionEnd, { at: 'done' }>): Promise<void> {
    if (deletions === undefined) return;
    const report = this.#report;
    const { plan, marked, damaged, refused } = deletions;
    this.#state.clock = this.#options.now();
    if (plan.capped)
      this.#lasting.set('deletions-capped', { alarm: 'deletions-capped', letters: plan.waiting.length });
    if (plan.refused === 'clock') this.#lasting.set('clock', { alarm: 'clock' });
    if (damaged > 0) report.alarms.push({ alarm: 'copy-damaged', letters: damaged });
    const asked = marked.length > 0;
    if (refused.letters > 0) report.alarms.push({ alarm: 'deletion-refused', text: refused.text });
    else if (asked && update === 'refused')
      report.alarms.push({ alarm: 'deletion-refused', text: updateText });
    if (!asked || update !== 'confirmed') return;
    const of = { account: this.#source.account, source: this.#source.id };
    for (const some of slices(marked)) {
      const entries = some.map(({ entry }) => entry);
      await this.#options.store.write('noteDeletion', { ...of, entries, what: 'deleted' });
    }
    report.deleted += marked.length;
    report.freedOctets += marked.reduce((sum, { octets }) => sum + octets, 0);
  }

  /** Milliseconds; null: nothing falls due by itself while the listing stays the same. */
  #nextDue({ deletions }: Extract<SessionEnd, { at: 'done' }>): number | null {
    const { keep } = this.#source.settings;
    const times = deletions?.plan.waiting.map(({ at }) => at) ?? [];
    if (keep.kind === 'days-since-download' || keep.kind === 'days-old')
      times.push(this.#options.now() + hourly);
    return times.reduce<number | null>((least, at) => (least === null || at < least ? at : least), null);
  }

  /** A copy that was right once may be deleted here by its owner, and at its source all the same. */
  async #readBack({ comparison, ledger, fetched }: Extract<SessionEnd, { at: 'done' }>): Promise<void> {
    if (this.#source.settings.keep.kind === 'everything') return;
    const { store, signal } = this.#options;
    const entries = unverified(ledger, comparison, fetched.stored).slice(0, mostReadBack);
    const { right, wrong } = await verifyCopies(store, this.#source, entries, signal);
    const of = { account: this.#source.account, source: this.#source.id };
    const damaged = wrong.map(({ entry }) => ({ entry, aside: 'copy-damaged' }));
    for (const some of slices(right)) await store.write('noteVerified', { ...of, right: some, wrong: [] });
    for (const some of slices(damaged)) await store.write('noteVerified', { ...of, right: [], wrong: some });
    if (wrong.length > 0) this.#report.alarms.push({ alarm: 'copy-damaged', letters: wrong.length });
  }

  async #end(failure: unknown): Promise<Report> {
    const { store, now, random, log, signal } = this.#options;
    const { account, id, settings } = this.#source;
    const report = this.#report;
    report.endedAt = now();
    const aborted = signal?.aborted === true;
    const trouble = failure === undefined || aborted ? undefined : troubleFrom(failure);
    if (trouble !== undefined) report.trouble = trouble;
    if (trouble?.cause === 'internal') log?.error({ source: id, err: failure }, 'a run of a source failed');
    this.#raise();
    if (failure === undefined || !aborted) {
      const end = { at: report.endedAt, trouble, loginDelay: this.#loginDelay };
      const scheduled = afterRun(this.#state.schedule, end, settings.every, random);
      this.#state.schedule = scheduled.state;
      if (scheduled.alarm !== undefined && trouble) report.alarms.push({ alarm: 'trouble', trouble });
      if (scheduled.recovered) report.alarms.push({ alarm: 'recovered' });
    }
    // What was not looked at to its end is compared the next time.
    if (failure !== undefined) this.#state.listing = null;
    this.#state.ranAt = report.endedAt;
    if (failure === undefined) this.#state.wentWellAt = report.endedAt;
    this.#state.last = report;
    this.#state.transcript = this.#transcript.lines;
    await store.write('noteRun', { account, source: id, state: formatState(this.#state) });
    return report;
  }

  #raise(): void {
    // A run that saw nothing does not know whether a cause still lasts.
    if (!this.#looked) return;
    for (const [name, alarm] of this.#lasting)
      if (!this.#before.raised.includes(name)) this.#report.alarms.push(alarm);
    this.#state.raised = [...this.#lasting.keys()];
  }
}

/** Nothing of this listing is left to be done when the next is the same. */
function isSettled({
  comparison,
  fetched,
  deletions,
  postponed,
}: Extract<SessionEnd, { at: 'done' }>): boolean {
  const deleting = (deletions?.marked.length ?? 0) + (deletions?.refused.letters ?? 0) > 0;
  const all = fetched.failure === undefined && fetched.left === 0 && postponed === 0;
  return comparison.listing === 'whole' && all && !deleting;
}
