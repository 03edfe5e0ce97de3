// From a recipient's address to an account. Mail is taken for accounts of this house only, so nothing is ever relayed.

import type { AccountId, FoundAccount, Store } from '../store/index.ts';
import { parseAddress } from './address.ts';
import { type Refusal, refusalFrom, refusals } from './refusal.ts';

/** Whose mailbox it is. */
export type Destination = { account: AccountId; name: string };

export type Found = { kind: 'accepted'; mailbox: Destination } | Refusal;

export interface Directory {
  /**
   * `address`: as in RCPT, without angle brackets. Without a domain it is read as if in one of ours: who lets such
   * addresses in decides that (LMTP does; SMTP only `postmaster`, RFC 5321 §4.1.1.3).
   * `declaredSize`: octets, null when unknown. Rejects only with a fault.
   */
  find(address: string, declaredSize: number | null): Promise<Found>;
}

export type DirectoryOptions = {
  store: Pick<Store, 'read'>;
  /** What accounts' names are compared by; undefined for what cannot be a name. */
  accountKey: (name: string) => string | undefined;
  /** Domains whose mail the accounts without a domain get. */
  domains: readonly string[];
};

export function createDirectory({ store, accountKey, domains }: DirectoryOptions): Directory {
  const ours = new Set(domains.map((domain) => domainOf(accountKey(`x@${domain}`))));

  /** Keys of the accounts that an address may mean, the likeliest first. */
  const keysOf = (names: readonly string[], domain: string | null): string[] => {
    const keys = names.flatMap((name) => {
      if (domain === null) return [accountKey(name)];
      const whole = accountKey(`${name}@${domain}`);
      return ours.has(domainOf(whole)) ? [whole, accountKey(name)] : [whole];
    });
    return keys.filter((key) => key !== undefined);
  };

  return {
    async find(address, declaredSize) {
      const parsed = parseAddress(address);
      if (parsed === undefined) return refusals.badAddress;
      const { local, user, domain } = parsed;
      try {
        for (const nameKey of keysOf(user === null ? [local] : [local, user], domain)) {
          const found = await store.read('findAccount', { nameKey });
          if (found) return admit(found, declaredSize);
        }
      } catch (error) {
        return refusalFrom(error);
      }
      const here = domain === null || ours.has(domainOf(accountKey(`x@${domain}`)));
      return here ? refusals.unknown : refusals.foreign;
    },
  };
}

function domainOf(key: string | undefined): string | undefined {
  return key?.slice(key.lastIndexOf('@') + 1);
}

/** What can be known before the letter comes. RFC 1870 §6.1 */
function admit(found: FoundAccount, declaredSize: number | null): Found {
  const { account, name, quotaOctets, quotaMessages, usedOctets, usedMessages } = found;
  const size = declaredSize ?? 1;
  if (quotaOctets !== null && size > quotaOctets) return refusals.neverFits;
  if (quotaMessages === 0) return refusals.neverFits;
  if (quotaOctets !== null && usedOctets + size > quotaOctets) return refusals.full;
  if (quotaMessages !== null && usedMessages >= quotaMessages) return refusals.full;
  return { kind: 'accepted', mailbox: { account, name } };
}
