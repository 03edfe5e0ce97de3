// What verify reads of the ledgers.

import { all, type Operation } from '../operation.ts';

export type LedgerFault = { account: number; source: number; found: string; expected: string };

const checks: readonly (readonly [text: string, expected: string])[] = [
  [
    `SELECT s.account, s.id, 'a source of no account' FROM sources AS s
      WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.id = s.account)`,
    'none',
  ],
  [
    `SELECT l.account, l.source, count(*) || ' entries of no source' FROM ledger AS l
      WHERE NOT EXISTS (SELECT 1 FROM sources AS s WHERE s.account = l.account AND s.id = l.source)
      GROUP BY l.account, l.source`,
    'none',
  ],
  [
    `SELECT s.account, s.id, 'entry ' || max(l.entry) || ', next ' || s.next_entry FROM sources AS s
      JOIN ledger AS l ON l.account = s.account AND l.source = s.id
      GROUP BY s.account, s.id HAVING max(l.entry) >= s.next_entry`,
    'a next entry above all',
  ],
  [
    `SELECT account, source, count(*) || ' entries stored by halves' FROM ledger
      WHERE (digest IS NULL) + (stored_octets IS NULL) + (stored_at IS NULL) + (mailbox IS NULL) + (uid IS NULL)
        NOT IN (0, 5) GROUP BY account, source`,
    'none',
  ],
];

/** What is wrong with them. Whether the octets are right is checked with the bodies, and by the collector. */
export function* checkLedger(_: Record<string, never>): Operation<LedgerFault[]> {
  const faults: LedgerFault[] = [];
  for (const [text, expected] of checks) {
    const rows = yield* all<[number, number, string]>(text);
    for (const [account, source, found] of rows) faults.push({ account, source, found, expected });
  }
  return faults;
}
