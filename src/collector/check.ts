// Reads every stored copy of a source's letters back and says which differ from what was collected. Asks no server.

import type { LedgerCache } from './ledger-cache.ts';
import { slices } from './recognise.ts';
import type { CheckReport } from './report.ts';
import type { RunStore } from './run-options.ts';
import type { Source } from './source.ts';
import { verifyCopies } from './verify-copies.ts';

/** `progress` hears how many letters of how many were read. Rejects with StoreRefusal where the source is gone. */
export async function checkSource(
  source: Source,
  store: Pick<RunStore, 'read' | 'write' | 'body'>,
  ledgers: LedgerCache,
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<CheckReport> {
  const { account, id, name } = source;
  const ledger = await ledgers.read(source);
  const entries = ledger.entries.filter((_, row) => ledger.storedAt[row] !== null);
  const report: CheckReport = {
    ...{ account, source: id, name, letters: entries.length },
    ...{ right: 0, octets: 0, gone: 0, differing: [] },
    aside: ledger.aside.filter((why) => why !== null).length,
  };
  for (const some of slices(entries)) {
    const { right, gone, wrong, octets } = await verifyCopies(store, source, some, signal);
    report.right += right.length;
    report.gone += gone.length;
    report.octets += octets;
    report.differing.push(...wrong);
    const damaged = wrong.map(({ entry }) => ({ entry, aside: 'copy-damaged' }));
    await store.write('noteVerified', { account, source: id, right, wrong: damaged });
    progress(report.right + report.gone + report.differing.length, entries.length);
  }
  return report;
}
