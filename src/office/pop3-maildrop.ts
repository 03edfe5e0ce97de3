// POP3's maildrop over the store: checks the login with main, takes the lock, freezes the listing, and gives the lock
// back whatever happens. RFC 1939 §4 to §6.

import { type Login, type Maildrop, Pop3Refusal, type RefusalCode } from '../pop3/index.ts';
import {
  type AccountId,
  type MailboxId,
  Shape,
  type Store,
  StoreRefusal,
  type StoreRefusalCode,
  sentOctets,
  uidlPrefix,
} from '../store/index.ts';
import type { Login as Credentials, LoginAnswer } from './thread-calls.ts';

type Options = {
  store: Store;
  authenticate(login: Credentials): Promise<LoginAnswer>;
  /** Who holds the locks taken here: main frees them all when this thread dies. */
  holder: string;
  now(): number;
};

/** Milliseconds that a lock outlives its last renewal, and between two renewals. */
const lease = 15 * 60_000;
const renewEvery = 5 * 60_000;

/** Makes what a POP3 server asks for a maildrop. */
export function createOpenMaildrop(options: Options): (login: Login) => Promise<Maildrop> {
  return async ({ name, secret, remoteAddress }) => {
    const answer = await options.authenticate({
      name,
      password: secret,
      address: remoteAddress,
      protocol: 'pop3',
    });
    if (answer.kind !== 'ok') throw refusedLogin(answer);
    return refusing(() => openMaildrop(answer.account as AccountId, options));
  };
}

async function openMaildrop(account: AccountId, { store, holder, now }: Options): Promise<Maildrop> {
  const inbox = (await store.read('listMailboxes', { account })).find((each) => each.name === 'INBOX');
  if (inbox === undefined) throw new StoreRefusal('nonexistent');
  const mailbox: MailboxId = inbox.mailbox;
  const { token } = await store.write('lockMaildrop', { account, mailbox, holder, now: now(), lease });
  const held = { account, mailbox, token };
  const unlock = () => store.write('unlockMaildrop', held);
  // Listed behind the lock: what the session before deleted must not be seen.
  const { uids, octets, shapes, uidls } = await store
    .read('listMaildrop', { account })
    .catch(async (error) => {
      await unlock();
      throw error;
    });
  const prefix = uidlPrefix(inbox.objectId);
  const renewal = setInterval(() => {
    // A lock that was lost shows itself at the update.
    store.write('renewMaildrop', { ...held, now: now(), lease }).catch(() => {});
  }, renewEvery);
  renewal.unref();

  return {
    count: uids.length,
    octets: (index) => sentOctets(octets[index]!, shapes[index]!),
    uidl: (index) => uidls?.[index] ?? prefix + uids[index]!,
    async retrieve(index) {
      const message = await store.read('openMessage', { account, mailbox, uid: uids[index]! });
      if (message === null) return undefined;
      return { body: store.body(message), dotted: (message.shape & Shape.Dotted) !== 0 };
    },
    update: (indexes) =>
      refusing(() =>
        store.write('popUpdate', { ...held, uids: indexes.map((index) => uids[index]!), now: now() }),
      ),
    async close() {
      clearInterval(renewal);
      await unlock();
    },
  };
}

function refusedLogin(answer: Exclude<LoginAnswer, { kind: 'ok' }>): Pop3Refusal {
  switch (answer.kind) {
    case 'refused':
      return new Pop3Refusal('AUTH');
    case 'throttled':
      // RFC 3206 §3: not AUTH, or the client would ask its person for another password.
      return new Pop3Refusal('SYS/TEMP', `Too many failed logins: wait ${answer.seconds} seconds`);
    case 'unavailable':
      return new Pop3Refusal('SYS/TEMP');
  }
}

/** What the store refuses, in POP3's words; all but these two mend themselves. */
const codes: Partial<Record<StoreRefusalCode, RefusalCode>> = { 'in-use': 'IN-USE', nonexistent: 'AUTH' };

async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    throw new Pop3Refusal(codes[error.code] ?? 'SYS/TEMP', undefined, { cause: error });
  }
}
