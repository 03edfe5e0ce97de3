// Carries out what the command line asks, on an open store.

import { accountKey, hashPassword, readVerifier } from '../accounts/index.ts';
import { type AccountId, type Store, verifyStore } from '../store/index.ts';
import {
  type AccountSummary,
  type Administration,
  AdministrationError,
  type BatchReport,
  type Secret,
} from './administration.ts';
import { refusalOf } from './reply.ts';

type Options = {
  store: Store;
  now(): number;
  /** Quota of a new account, octets; null: no limit. */
  quota: number | null;
  /** How the whole store is read; a running office does it on another thread. */
  verify?: Administration['verify'];
  close(): Promise<void>;
};

/** Accounts made in one write: a batch of 10,000 must not hold the writer. */
const accountsPerWrite = 500;
const accountsPerPage = 1_000;

export function createAdministrator({ store, now, quota, verify, close }: Options): Administration {
  const find = async (name: string): Promise<AccountId> => {
    const key = accountKey(name);
    const found = key === undefined ? null : await store.read('findAccount', { nameKey: key });
    if (found === null) throw new AdministrationError('nonexistent', name);
    return found.account;
  };

  return {
    async addAccount(name, secret) {
      const nameKey = keyOf(name);
      const verifier = await verifierOf(secret, name);
      await refusing(name, () =>
        store.write('createAccount', { name, nameKey, verifier, quotaOctets: quota, now: now() }),
      );
    },

    async addAccounts(lines) {
      const report: BatchReport = { added: 0, failed: [] };
      const failed = (line: { line: number; name: string }, reason: AdministrationError['code']) =>
        report.failed.push({ line: line.line, name: line.name, reason });
      for (let from = 0; from < lines.length; from += accountsPerWrite) {
        const block: { line: number; name: string; nameKey: string; verifier: string }[] = [];
        for (const line of lines.slice(from, from + accountsPerWrite)) {
          const nameKey = accountKey(line.name);
          if (nameKey === undefined) failed(line, 'bad-name');
          else {
            const verifier = await verifierOf(line.secret, line.name).catch(
              (error: AdministrationError) => error,
            );
            if (verifier instanceof AdministrationError) failed(line, verifier.code);
            else block.push({ line: line.line, name: line.name, nameKey, verifier });
          }
        }
        const { taken } = await refusing('', () =>
          store.write('createAccounts', {
            accounts: block.map(({ name, nameKey, verifier }) => ({
              name,
              nameKey,
              verifier,
              quotaOctets: quota,
            })),
            now: now(),
          }),
        );
        for (const at of taken) failed(block[at]!, 'exists');
        report.added += block.length - taken.length;
      }
      report.failed.sort((a, b) => a.line - b.line);
      return report;
    },

    async listAccounts() {
      const all: AccountSummary[] = [];
      let after = '';
      for (;;) {
        const page = await store.read('listAccounts', { after, limit: accountsPerPage });
        for (const { nameKey: _, account: __, ...summary } of page) all.push(summary);
        if (page.length < accountsPerPage) return all;
        after = page.at(-1)!.nameKey;
      }
    },

    async setPassword(name, secret) {
      const account = await find(name);
      const verifier = await verifierOf(secret, name);
      await refusing(name, () => store.write('setCredential', { account, verifier, now: now() }));
    },

    async setQuota(name, octets) {
      const account = await find(name);
      await refusing(name, () => store.write('setQuota', { account, octets, messages: null }));
    },

    async removeAccount(name) {
      const account = await find(name);
      await refusing(name, () => store.write('removeAccount', { account, now: now() }));
    },

    verify: verify ?? ((progress) => verifyStore(store, progress)),
    [Symbol.asyncDispose]: close,
  };
}

function keyOf(name: string): string {
  const key = accountKey(name);
  if (key === undefined) throw new AdministrationError('bad-name', name);
  return key;
}

async function verifierOf(secret: Secret, name: string): Promise<string> {
  if ('password' in secret) {
    if (secret.password === '') throw new AdministrationError('bad-secret', name);
    return hashPassword(secret.password);
  }
  const verifier = readVerifier(secret.verifier);
  if (verifier === undefined) throw new AdministrationError('bad-secret', name);
  return secret.verifier;
}

async function refusing<T>(subject: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw refusalOf(error, subject) ?? error;
  }
}
