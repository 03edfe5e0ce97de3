// What a run would delete at a source now, and what waits: a session that only lists. Nothing is fetched, noted or
// deleted, here or there.

import { candidatesOf } from './candidates.ts';
import { lookAt } from './look.ts';
import { openSource, type SealedSource } from './open-source.ts';
import { planDeletions } from './policy.ts';
import { recognise } from './recognise.ts';
import type { PlannedDeletion, PlanReport, SourceState } from './report.ts';
import type { RunOptions } from './run-options.ts';
import { deletedHere } from './session.ts';
import { Transcript } from './transcript.ts';

/** Rejects as a run does. A source that trusts on first use trusts for this look only. */
export async function planSource(
  source: SealedSource,
  state: SourceState,
  options: Pick<RunOptions, 'store' | 'ledgers' | 'secrets' | 'now' | 'limits' | 'signal'>,
): Promise<PlanReport> {
  const { account, id, name, settings } = source;
  const { keep, grace, mostDeletions } = settings;
  const { now, ledgers } = options;
  const { client, changes } = await openSource(source, state, new Transcript(), options, async () => {});
  try {
    const look = await lookAt(client, { policy: '', last: null, careful: true });
    if (look.at === 'same') throw new Error('a look without a mark found the same');
    const ledger = await ledgers.read(source);
    const { listed, flaw } = look;
    const hidesFetched = changes.hidesFetched === true;
    const compared = { listed, flaw, ledger, suspectBefore: state.suspect, hidesFetched };
    const { comparison } = await recognise(client, compared, changes.topLines ?? 0);
    await client.quit();
    const known = comparison.known.filter(({ entry }) => ledger.storedAt[entry] !== null);
    const candidates = candidatesOf({
      ledger,
      known,
      stored: [],
      waiting: comparison.fresh,
      deletedHere:
        keep.kind === 'until-deleted-here'
          ? await deletedHere({ source, options }, ledger, known)
          : new Set(),
    });
    const policy = { keep, grace, mostDeletions, now: now(), lastRun: state.clock };
    const plan = planDeletions({ ...policy, candidates, listing: comparison.listing });
    const byNumber = new Map(candidates.map((each) => [each.n, each]));
    const planned = (n: number): PlannedDeletion => {
      const { entry, octets, storedAt } = byNumber.get(n)!;
      return { entry: entry!, octets, storedAt: storedAt! };
    };
    return {
      ...{ account, source: id, name, listed: listed.length, listing: comparison.listing },
      remove: plan.delete.map(planned),
      waiting: plan.waiting.map(({ n, at }) => ({ ...planned(n), at })),
      octets: plan.octets,
      capped: plan.capped,
      ...(plan.refused && { refused: plan.refused }),
    };
  } finally {
    client.close();
  }
}
