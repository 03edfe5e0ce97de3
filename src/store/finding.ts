// What verify says of a store.

/** One thing that is wrong. `what` says which promise is broken; numbers are as found and as expected. */
export type Finding = {
  what:
    | 'body-missing'
    | 'body-digest'
    | 'body-octets'
    | 'body-references'
    | 'mailbox-count'
    | 'account-usage'
    | 'derived-missing'
    | 'ledger'
    | 'database';
  where: string;
  found: string;
  expected: string;
};

export type VerifyReport = {
  accounts: number;
  mailboxes: number;
  messages: number;
  bodies: number;
  octets: number;
  findings: Finding[];
};
