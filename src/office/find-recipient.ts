// Whose a letter is that the command line brings: an account by its name, or whoever mail for an address comes to.

import { accountKey } from '../accounts/index.ts';
import type { Settings } from '../config/index.ts';
import { createDirectory } from '../delivery/index.ts';
import { type AccountId, type Store, StoreRefusal } from '../store/index.ts';
import { LettersRefusal, type Recipient } from '../transfer/index.ts';

/** Finds accounts; what it returns rejects with LettersRefusal or StoreRefusal. */
export function createFindRecipient(store: Pick<Store, 'read'>, settings: () => Settings) {
  return async (recipient: Recipient): Promise<AccountId> => {
    if ('account' in recipient) {
      const nameKey = accountKey(recipient.account);
      const found = nameKey === undefined ? null : await store.read('findAccount', { nameKey });
      if (found === null) throw new LettersRefusal('no-account', recipient.account);
      return found.account;
    }
    const directory = createDirectory({ store, accountKey, domains: settings().domains });
    const found = await directory.find(recipient.address, null);
    if (found.kind === 'accepted') return found.mailbox.account;
    switch (found.code) {
      case 452:
      case 552:
        throw new StoreRefusal('over-quota', found.text);
      case 451:
        throw new StoreRefusal('unavailable', found.text);
      default:
        throw new LettersRefusal('no-account', recipient.address);
    }
  };
}
