// An IMAP server for one memory account over real sockets; the words that tests say to it are those of serve.ts.

import type { TestContext } from 'node:test';
import {
  type Account,
  createImapServer,
  type ImapEvent,
  type ImapServer,
  type ImapServerOptions,
  type OpenMailbox,
} from '../../src/imap/index.ts';
import { MemoryAccount, memoryAccounts } from './memory-account.ts';

export type ServedImap = {
  port: number;
  account: MemoryAccount;
  events: ImapEvent[];
  server: ImapServer;
};

type Overrides = { account?: Partial<Account>; mailbox?: Partial<OpenMailbox> };

/** For mrose with the password secret; what is overridden is another's. Stopped when the test is over. */
export async function serveImap(
  t: TestContext,
  overrides: Overrides = {},
  options: Partial<ImapServerOptions> = {},
): Promise<ServedImap> {
  const events: ImapEvent[] = [];
  const account = new MemoryAccount('secret');
  const open = memoryAccounts(new Map([['mrose', account]]));
  const server = createImapServer({
    open: async (login) => {
      const opened = await open(login);
      const openMailbox: Account['open'] = async (id) =>
        overriding(await opened.open(id), overrides.mailbox ?? {});
      return overriding(opened, { open: openMailbox, ...overrides.account });
    },
    listen: [{ host: '127.0.0.1', port: 0, tls: 'none' }],
    log: (event) => events.push(event),
    ...options,
  });
  const [bound] = await server.start();
  t.after(() => server.stop());
  return { port: bound!.port, account, events, server };
}

/** A mailbox's columns are getters: they are not copied. */
function overriding<Target extends object>(target: Target, others: Partial<Target>): Target {
  return new Proxy(target, { get: (_, name) => Reflect.get(name in others ? others : target, name) });
}

export const login = 'a LOGIN mrose secret\r\n';
export const select = `${login}b SELECT INBOX\r\n`;

/** A letter of so many octets or the given ones, as a message of the INBOX. */
export function arrive(account: MemoryAccount, text = 'Subject: hola\r\n\r\nhola\r\n'): void {
  const letter = account.letter(Buffer.from(text, 'latin1'));
  account.find('INBOX')!.add([{ letter, flags: 0, keywords: [], internalDate: 0, saveDate: 0 }]);
}
