// What every engine of the store must do, whatever it is made of. An engine's own test opens it and runs this.

import { suite } from 'node:test';
import { describeAccounts } from './suite/accounts.suite.ts';
import { describeCollecting } from './suite/collecting.suite.ts';
import { describeDelivery } from './suite/delivery.suite.ts';
import type { Opened } from './suite/fixture.suite.ts';
import { describeImap } from './suite/imap.suite.ts';
import { describeImports } from './suite/imports.suite.ts';
import { describeLetters } from './suite/letters.suite.ts';
import { describeListings } from './suite/listings.suite.ts';
import { describeMailboxes } from './suite/mailboxes.suite.ts';
import { describeMaildrop } from './suite/maildrop.suite.ts';
import { describeMessages } from './suite/messages.suite.ts';
import { describeUpkeep } from './suite/upkeep.suite.ts';

export type { Opened };

/** `open` gives an empty store each time. */
export function describeStore(name: string, open: () => Promise<Opened>): void {
  suite(`the store on ${name}`, () => {
    describeAccounts(open);
    describeLetters(open);
    describeDelivery(open);
    describeMaildrop(open);
    describeMessages(open);
    describeMailboxes(open);
    describeImports(open);
    describeCollecting(open);
    describeListings(open);
    describeImap(open);
    describeUpkeep(open);
  });
}
