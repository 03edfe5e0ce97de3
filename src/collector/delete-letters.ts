// What is deleted at a source: planned by the policy, each letter's copy here read back first, then noted, then asked
// for. What is asked for is done only when QUIT is confirmed: see run.ts.

import type { Pop3Client } from '../pop3/index.ts';
import type { Store } from '../store/index.ts';
import type { EnteredCandidate } from './candidates.ts';
import { type Plan, type PolicyInput, planDeletions } from './policy.ts';
import { slices } from './recognise.ts';
import type { Source } from './source.ts';
import { verifyCopies } from './verify-copies.ts';

export type Deletions = {
  plan: Plan;
  /** Marked at the server. */
  marked: { n: number; entry: number; octets: number }[];
  /** Copies that are not what was collected. */
  damaged: number;
  /** Letters whose deletion was refused, and the server's words. */
  refused: { letters: number; text: string };
};

export type DeleteOptions = {
  store: Pick<Store, 'read' | 'write' | 'body'>;
  source: Source;
  policy: Omit<PolicyInput, 'candidates' | 'keep'>;
  candidates: readonly EnteredCandidate[];
  /** Entries that were read back before, and right. */
  verified: ReadonlySet<number>;
  signal?: AbortSignal | undefined;
};

/** Plans, notes what is due, and reads back what is to go, until nothing in the plan is wrong. Asks the server nothing. */
export async function settlePlan(
  options: DeleteOptions,
): Promise<{ plan: Plan; damaged: number; byNumber: Map<number, EnteredCandidate> }> {
  const { store, source, policy, signal, verified } = options;
  const { keep } = source.settings;
  const of = { account: source.account, source: source.id };
  const byNumber = new Map(options.candidates.map((each) => [each.n, each]));
  const checked = new Set<number>();
  let damaged = 0;
  for (;;) {
    const plan = planDeletions({ ...policy, keep, candidates: [...byNumber.values()] });
    const unchecked = plan.delete.filter((n) => !checked.has(n));
    if (unchecked.length === 0) {
      await noteDue(store, of, plan, byNumber);
      return { plan, damaged, byNumber };
    }
    const entries = new Map(unchecked.map((n) => [byNumber.get(n)!.entry!, n]));
    const found = await verifyCopies(store, source, [...entries.keys()], signal);
    // Gone, but right when it was read back: somebody deleted it here.
    const lost = found.gone.filter((entry) => !verified.has(entry));
    const wrong = [
      ...lost.map((entry) => ({ entry, aside: 'copy-gone' })),
      ...found.wrong.map(({ entry }) => ({ entry, aside: 'copy-damaged' })),
    ];
    const right = found.right.filter((entry) => !verified.has(entry));
    for (const some of slices(right)) await store.write('noteVerified', { ...of, right: some, wrong: [] });
    for (const some of slices(wrong)) await store.write('noteVerified', { ...of, right: [], wrong: some });
    for (const { entry } of wrong) {
      const n = entries.get(entry)!;
      byNumber.set(n, { ...byNumber.get(n)!, aside: true, verified: false });
    }
    for (const n of unchecked) checked.add(n);
    damaged += found.wrong.length;
  }
}

async function noteDue(
  store: Pick<Store, 'write'>,
  of: { account: Source['account']; source: Source['id'] },
  { due, withdrawn }: Plan,
  byNumber: ReadonlyMap<number, EnteredCandidate>,
): Promise<void> {
  const entry = (n: number) => byNumber.get(n)!.entry!;
  for (const some of slices(due)) {
    const entries = some.map(({ n, since }) => ({ entry: entry(n), since }));
    await store.write('setDue', { ...of, due: entries, withdrawn: [] });
  }
  for (const some of slices(withdrawn))
    await store.write('setDue', { ...of, due: [], withdrawn: some.map(entry) });
}

/** Marks what the plan says, and notes that before. Rejects with Pop3ClientError. */
export async function deleteLetters(client: Pop3Client, options: DeleteOptions): Promise<Deletions> {
  const { store, source } = options;
  const of = { account: source.account, source: source.id };
  const { plan, damaged, byNumber } = await settlePlan(options);
  const wanted = plan.delete.map((n) => {
    const { entry, octets } = byNumber.get(n)!;
    return { n, entry: entry!, octets };
  });
  for (const some of slices(wanted))
    await store.write('noteDeletion', { ...of, entries: some.map(({ entry }) => entry), what: 'sent' });
  const refusals = wanted.length === 0 ? [] : await client.deleteAll(plan.delete);
  const refused = new Set(refusals.map(({ number }) => number));
  return {
    plan,
    damaged,
    marked: wanted.filter(({ n }) => !refused.has(n)),
    refused: { letters: refused.size, text: refusals[0]?.error.reply ?? '' },
  };
}
