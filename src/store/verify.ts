// Reads the whole store and recomputes what it promises: digests, octets, references, counts, usage. It reads while
// the store works: each comparison is made on one moment.

import { createHash } from 'node:crypto';
import type { Finding, VerifyReport } from './finding.ts';
import type { BodyCheck, CountCheck } from './read/check.ts';
import type { ReadOutput } from './read/index.ts';
import { StoreRefusal } from './refusal.ts';
import type { AccountId, Store } from './store.ts';

/** `progress` hears how many octets of how many were read. Blocks its thread for some milliseconds at a time. */
export async function verifyStore(
  store: Store,
  progress: (done: number, total: number) => void = () => {},
): Promise<VerifyReport> {
  const report: VerifyReport = { accounts: 0, mailboxes: 0, messages: 0, bodies: 0, octets: 0, findings: [] };
  for (const found of await store.check()) {
    report.findings.push({ what: 'database', where: 'store', found, expected: 'ok' });
  }
  for (let after = '', more = true; more; ) {
    const page = await store.read('listAccounts', { after });
    for (const { account, name } of page) await verifyAccount(store, account, name, report);
    more = page.length > 0;
    after = page.at(-1)?.nameKey ?? after;
  }
  await verifyLedger(store, report.findings);
  await verifyBodies(store, report, progress);
  return report;
}

async function verifyAccount(
  store: Store,
  account: AccountId,
  name: string,
  report: VerifyReport,
): Promise<void> {
  const { mailboxes, usage } = await store.read('checkCounts', { account });
  if (usage === null) return; // Removed meanwhile.
  report.accounts++;
  report.mailboxes += mailboxes.length;
  for (const mailbox of mailboxes) {
    report.messages += mailbox.counted.messages;
    compareCounts(name, mailbox, report.findings);
  }
  const octets = mailboxes.reduce((sum, { counted }) => sum + counted.octets, 0);
  const messages = mailboxes.reduce((sum, { counted }) => sum + counted.messages, 0);
  if (usage.octets !== octets || usage.messages !== messages) {
    report.findings.push({
      what: 'account-usage',
      where: name,
      found: `${usage.octets} octets, ${usage.messages} messages`,
      expected: `${octets} octets, ${messages} messages`,
    });
  }
  for (const { mailbox, uid, body } of await store.read('checkMessages', { account })) {
    report.findings.push({
      what: 'body-missing',
      where: `${name}: mailbox ${mailbox}, uid ${uid}`,
      found: `body ${hex(body)} is not live, or has other octets`,
      expected: 'a live body of as many octets',
    });
  }
}

function compareCounts(account: string, { name, kept, counted }: CountCheck, findings: Finding[]): void {
  const [found, expected] = [JSON.stringify(kept), JSON.stringify(counted)];
  if (found !== expected)
    findings.push({ what: 'mailbox-count', where: `${account}: ${name}`, found, expected });
}

async function verifyLedger(store: Store, findings: Finding[]): Promise<void> {
  for (const { account, source, found, expected } of await store.read('checkLedger', {}))
    findings.push({ what: 'ledger', where: `account ${account}, source ${source}`, found, expected });
}

async function verifyBodies(
  store: Store,
  report: VerifyReport,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const { octets: total } = await store.read('measureStore', {});
  for (let after: Uint8Array = new Uint8Array(0); ; ) {
    const page: ReadOutput<'checkBodies'> = await store.read('checkBodies', { after });
    for (const body of page) {
      await verifyBody(store, body, report.findings);
      report.bodies++;
      report.octets += body.octets;
      progress(report.octets, Math.max(total, report.octets));
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.body;
  }
}

async function verifyBody(store: Store, check: BodyCheck, findings: Finding[]): Promise<void> {
  const where = `body ${hex(check.body)}`;
  const finding = (what: Finding['what'], found: string | number, expected: string | number) =>
    findings.push({ what, where, found: String(found), expected: String(expected) });
  if (check.refs !== check.messages) finding('body-references', check.refs, check.messages);
  if (!check.derived) finding('derived-missing', 'none', 'one row');
  const digest = createHash('sha256');
  let octets = 0;
  try {
    for await (const chunk of store.body(check)) {
      digest.update(chunk);
      octets += chunk.length;
    }
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    // Somebody may have deleted it since it was listed.
    if (!(await store.read('isLive', { body: check.body }))) return;
    finding('body-missing', `${octets} octets`, `${check.octets} octets`);
    return;
  }
  if (octets !== check.octets) finding('body-octets', octets, check.octets);
  const found = digest.digest('hex');
  if (found !== hex(check.digest)) finding('body-digest', found, hex(check.digest));
}

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}
