// What a person sees of a source: from its row and from its ledger.

import {
  parseSettings,
  parseState,
  recogniseServer,
  type SourceSettings,
  type SourceState,
} from '../collector/index.ts';
import type { LedgerColumns, SourceRow, Store } from '../store/index.ts';
import type { SourceDetails, SourceSummary } from './sources.ts';

/** Letters that are set aside and named one by one. */
const mostNamed = 100;

export function summaryOf({ name, settings, state, madeAt }: SourceRow, account: string): SourceSummary {
  const { ranAt, wentWellAt, schedule, last } = parseState(state);
  const parsed = parseSettings(settings);
  const paused = schedule?.paused === true;
  const nextAt = paused || !parsed.enabled ? null : (schedule?.nextAt ?? madeAt);
  return { account, name, settings: parsed, madeAt, ranAt, wentWellAt, nextAt, paused, last };
}

export function detailsOf(row: SourceRow, account: string, ledger: LedgerColumns): SourceDetails {
  const summary = summaryOf(row, account);
  const state = parseState(row.state);
  const aside = ledger.entries.flatMap((entry, at) => {
    const why = ledger.aside[at] ?? null;
    return why === null ? [] : [{ entry, octets: ledger.octets[at] ?? null, why }];
  });
  return {
    ...summary,
    letters: ledger.storedAt.filter((at) => at !== null).length,
    waiting: waitingIn(ledger).length,
    held: heldIn(ledger).length,
    aside: aside.slice(0, mostNamed),
    greeting: state.greeting,
    knownServers: serversOf(summary.settings, state),
    transcript: state.transcript,
  };
}

function serversOf({ host, user }: SourceSettings, { greeting, quirks }: SourceState): string[] {
  return recogniseServer({ host, user, greeting, quirks: new Set(quirks) }).map(({ id }) => id);
}

/** Entries that the policy will delete. */
export function waitingIn(ledger: LedgerColumns): number[] {
  return ledger.entries.filter(
    (_, at) => ledger.dueSince[at] !== null && !ledger.held[at] && ledger.deletions[at] === 'none',
  );
}

/** Entries that a person wants to stay, and that are there. */
export function heldIn(ledger: LedgerColumns): number[] {
  return ledger.entries.filter((_, at) => ledger.held[at] && ledger.deletions[at] === 'none');
}

export function asideIn(ledger: LedgerColumns): number[] {
  return ledger.entries.filter((_, at) => ledger.aside[at] !== null);
}

/** Names by number, of all accounts. */
export async function namesOfAccounts(store: Pick<Store, 'read'>): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (let after = ''; ; ) {
    const page = await store.read('listAccounts', { after });
    for (const { account, name } of page) names.set(account, name);
    if (page.length < 1_000) return names;
    after = page.at(-1)!.nameKey;
  }
}
