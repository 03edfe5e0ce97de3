// One session of a run: what the server lists, what of it is new, what may go; from the login to QUIT.

import { setImmediate } from 'node:timers/promises';
import { expireDays, loginDelaySeconds, type Pop3Client } from '../pop3/index.ts';
import { type MailboxId, StoreRefusal } from '../store/index.ts';
import { candidatesOf } from './candidates.ts';
import { type Deletions, deleteLetters } from './delete-letters.ts';
import { type Fetched, fetchLetters, type StoredLetter } from './fetch-letters.ts';
import { isFolderInternalData } from './folder-internal-data.ts';
import { formatKeep } from './keep.ts';
import type { ServerChanges } from './known-servers.ts';
import type { KnownLedger } from './ledger-cache.ts';
import type { Listed } from './listed.ts';
import type { Comparison, Fresh } from './listing.ts';
import { type Look, lookAt } from './look.ts';
import { noteComparison, recognise, slices } from './recognise.ts';
import type { SourceState } from './report.ts';
import type { RunOptions } from './run-options.ts';
import type { Source } from './source.ts';

/** Milliseconds that a letter is remembered after it was listed for the last time. */
const remembered = 92 * 86_400_000;
/** Letters of a session that also deletes: a session that breaks deletes nothing, so none should be long. */
const batch = 500;

export type SessionInput = {
  client: Pop3Client;
  changes: ServerChanges;
  source: Source;
  state: SourceState;
  mailbox: MailboxId | undefined;
  /** Deletions that this session may still ask for. */
  mostDeletions: number;
  options: RunOptions;
  /** Told before anything is fetched. */
  onDestructive: (days: number) => void;
};

export type SessionEnd =
  | { at: 'same'; count: number }
  | {
      at: 'done';
      look: Extract<Look, { at: 'listed' }>;
      comparison: Comparison;
      ledger: KnownLedger;
      fetched: Fetched;
      deletions: Deletions | undefined;
      /** What QUIT said of the deletions; undefined: it was not sent. */
      update: 'confirmed' | 'refused' | 'unknown' | 'not-asked' | undefined;
      updateText: string;
      /** New letters that were not asked for, because the session was to be short. */
      postponed: number;
    };

/** Rejects with Pop3ClientError, StoreRefusal, or a fault; what was stored by then is stored. */
export async function holdSession(input: SessionInput): Promise<SessionEnd> {
  const { client, changes, source, state, options } = input;
  const { store, ledgers, now } = options;
  const { keep, grace, mostDeletions } = source.settings;
  const policy = `${formatKeep(keep)} ${grace} ${mostDeletions}`;
  const last = mayBeSame(source, state, now()) ? state.listing : null;
  const look = await lookAt(client, { policy, last, careful: keep.kind !== 'everything' });
  if (look.at === 'same') {
    await client.quit();
    return look;
  }
  const ledger = await ledgers.read(source);
  const listed = await withoutNotes(client, changes, look.listed);
  const compared = { listed, flaw: look.flaw, ledger, suspectBefore: state.suspect };
  const hidesFetched = changes.hidesFetched === true;
  const { comparison } = await recognise(client, { ...compared, hidesFetched }, changes.topLines ?? 0);
  await noteComparison(store, source, ledger, comparison, now());
  await forgetOld(input, ledger);

  const wanted = wantedLetters(source, ledger, comparison);
  const days = expireDays(client.capabilities);
  if (days === 0 && wanted.letters.length > 0) input.onDestructive(days);
  const short = isDeleting(input) && wanted.letters.length > batch;
  const letters = short ? wanted.letters.slice(0, batch) : wanted.letters;
  const fetched = await fetchLetters(client, {
    store,
    source,
    ledger,
    claimed: comparison.claimed,
    letters,
    tries: wanted.tries,
    mailbox: input.mailbox,
    due: source.settings.keep.kind === 'nothing',
    sizesAreOctets: changes.sizes !== 'not-octets',
    letterLimit: options.limits?.letter ?? 2_147_483_648,
    now,
    progress: options.progress ?? (() => {}),
  });
  const end: SessionEnd = {
    at: 'done',
    look,
    comparison,
    ledger,
    fetched,
    deletions: undefined,
    update: undefined,
    updateText: '',
    postponed: wanted.letters.length - letters.length,
  };
  if (!mayGoOn(client, fetched, hidesFetched || days === 0)) {
    // Without QUIT, which would hide or remove there what was not taken here.
    client.close();
    return end;
  }
  end.deletions = await deletions(input, end, wanted.waiting);
  const { update, text } = await client.quit();
  return { ...end, update, updateText: text };
}

/** Whether an equal listing means that there is nothing to do. */
function mayBeSame({ settings: { keep } }: Source, { nextDue }: SourceState, now: number): boolean {
  return keep.kind !== 'until-deleted-here' && (nextDue === null || now < nextDue);
}

/** Letters of a session are deleted in it. */
function isDeleting({ source: { settings }, client, mostDeletions, changes }: SessionInput): boolean {
  const { keep, grace } = settings;
  const mayComeBack = loginDelaySeconds(client.capabilities) === undefined && changes.hidesFetched !== true;
  return keep.kind === 'nothing' && grace === 0 && mostDeletions > 0 && mayComeBack;
}

/** Where the server keeps its notes in the first letter, that is none. */
async function withoutNotes(
  client: Pop3Client,
  { firstMayBeInternal, topLines }: ServerChanges,
  listed: Listed[],
): Promise<Listed[]> {
  if (firstMayBeInternal !== true || !listed.some(({ n }) => n === 1)) return listed;
  for await (const fetched of client.topAll([1], topLines ?? 0)) {
    if (fetched.kind === 'refused') continue;
    const header = Buffer.concat(await Array.fromAsync(fetched.body));
    if (isFolderInternalData(header)) return listed.filter(({ n }) => n !== 1);
  }
  return listed;
}

async function forgetOld({ source, options }: SessionInput, ledger: KnownLedger): Promise<void> {
  const before = options.now() - remembered;
  if (!ledger.absentSince.some((since) => since !== null && since < before)) return;
  const input = { account: source.account, source: source.id, before };
  while ((await options.store.write('pruneTombstones', input)).forgotten > 0);
}

/** What is to be fetched, in order: new letters, and those that could not be stored before. */
function wantedLetters(
  { settings: { newestFirst } }: Source,
  ledger: KnownLedger,
  { fresh, known }: Comparison,
): { letters: Fresh[]; tries: Map<number, number>; waiting: Fresh[] } {
  const letters = [...fresh];
  const tries = new Map<number, number>();
  const waiting = [...fresh];
  for (const { n, entry: row } of known) {
    if (ledger.storedAt[row] !== null) continue;
    const named = { n, octets: ledger.octets[row]!, key: ledger.keys[row]! };
    // Between two tries it may have been stored under another name.
    const again = { ...named, occurrence: ledger.occurrences[row]!, maybe: true };
    waiting.push(again);
    if (ledger.aside[row] !== null) continue;
    letters.push(again);
    tries.set(n, ledger.tries[row]!);
  }
  // Where numbers mean anything at all, the highest came last.
  letters.sort((one, other) => (newestFirst ? other.n - one.n : one.n - other.n));
  return { letters, tries, waiting };
}

/** Whether deletions may follow, and QUIT. */
function mayGoOn(client: Pop3Client, { failure }: Fetched, destructive: boolean): boolean {
  if (client.failure !== undefined) return false;
  return failure === undefined || (failure instanceof StoreRefusal && !destructive);
}

async function deletions(
  input: SessionInput,
  { comparison, ledger, fetched }: Extract<SessionEnd, { at: 'done' }>,
  waiting: readonly Fresh[],
): Promise<Deletions | undefined> {
  const { client, source, state, options, mostDeletions } = input;
  const { store, now, signal } = options;
  const { keep, grace } = source.settings;
  const known = [...comparison.known, ...fetched.recognised];
  const anyDue = known.some(({ entry }) => ledger.dueSince[entry] !== null);
  if (keep.kind === 'everything' && !anyDue) return undefined;
  const storedNow = new Set(fetched.stored.map(({ n }) => n));
  const recognised = new Set(fetched.recognised.map(({ n }) => n));
  const candidates = candidatesOf({
    ledger,
    known: known.filter(({ entry, n }) => ledger.storedAt[entry] !== null && !storedNow.has(n)),
    stored: fetched.stored,
    waiting: waiting.filter(({ n }) => !storedNow.has(n) && !recognised.has(n)),
    deletedHere: keep.kind === 'until-deleted-here' ? await deletedHere(input, ledger, known) : new Set(),
  });
  return deleteLetters(client, {
    store,
    source,
    candidates,
    policy: { grace, mostDeletions, now: now(), lastRun: state.clock, listing: comparison.listing },
    verified: verifiedEntries(ledger, known),
    ...(signal && { signal }),
  });
}

function verifiedEntries(ledger: KnownLedger, known: readonly { entry: number }[]): Set<number> {
  return new Set(
    known.filter(({ entry }) => ledger.verified[entry]!).map(({ entry }) => ledger.entries[entry]!),
  );
}

/** Entries of which no message is here any more. */
export async function deletedHere(
  { source, options: { store } }: { source: Source; options: Pick<RunOptions, 'store'> },
  ledger: KnownLedger,
  known: readonly { entry: number }[],
): Promise<Set<number>> {
  const gone = new Set<number>();
  for (const some of slices(known)) {
    const entries = some.map(({ entry }) => ledger.entries[entry]!);
    const input = { account: source.account, source: source.id, entries };
    for (const { entry, body } of await store.read('ledgerLetters', input))
      if (body === null) gone.add(entry);
    // A read blocks this thread for some milliseconds.
    await setImmediate();
  }
  return gone;
}

export const unverified = (
  ledger: KnownLedger,
  comparison: Comparison,
  stored: readonly StoredLetter[],
): number[] => [
  ...comparison.known
    .filter(
      ({ entry }) =>
        ledger.storedAt[entry] !== null && !ledger.verified[entry] && ledger.aside[entry] === null,
    )
    .map(({ entry }) => ledger.entries[entry]!),
  ...stored.map(({ entry }) => entry),
];
