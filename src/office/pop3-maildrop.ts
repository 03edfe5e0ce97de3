// POP3's maildrop over the store: checks the login with main, takes the lock, freezes the listing, and gives the lock
// back whatever happens. RFC 1939 §4 to §6.

import { type Letter, type Login, type Maildrop, Pop3Refusal, type RefusalCode } from '../pop3/index.ts';
import {
  type AccountId,
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
    return refusing(() => openMaildrop(answer.account as AccountId, options), atLogin);
  };
}

async function openMaildrop(account: AccountId, { store, holder, now }: Options): Promise<Maildrop> {
  const { mailbox, token } = await store.write('lockMaildrop', { account, holder, now: now(), lease });
  const held = { account, mailbox, token };
  const unlock = () => store.write('unlockMaildrop', held);
  // Listed behind the lock: what the session before deleted must not be seen.
  const listing = await store.read('listMaildrop', { account }).catch(async (error) => {
    await unlock();
    throw error;
  });
  const { uids, octets, shapes, uidls } = listing;
  const prefix = uidlPrefix(listing.objectId);
  const renewal = setInterval(() => {
    // A lock that was lost shows itself at the update.
    store.write('renewMaildrop', { ...held, now: now(), lease }).catch(() => {});
  }, renewEvery);
  renewal.unref();

  return {
    count: uids.length,
    frozen: listing,
    octets: (index) => sentOctets(octets[index]!, shapes[index]!),
    uidl: (index) => uidls?.[index] ?? prefix + uids[index]!,
    retrieve: (index) =>
      refusing(async () => {
        const message = await store.read('openMessage', { account, mailbox, uid: uids[index]! });
        if (message === null) return undefined;
        const body = await readBody(store.body(message), message.octets);
        return { body, dotted: (message.shape & Shape.Dotted) !== 0 };
      }),
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

/**
 * The first chunk is read before the letter is announced: where its octets cannot be had, that can still be said. It
 * is the whole of nearly every letter, which then is sent without waiting for a next one.
 */
async function readBody(chunks: AsyncIterable<Uint8Array>, octets: number): Promise<Letter['body']> {
  const rest = chunks[Symbol.asyncIterator]();
  const first = await rest.next();
  if (first.done) return [];
  return first.value.length === octets ? [first.value] : firstAndRest(first.value, rest);
}

async function* firstAndRest(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let chunk = first; ; ) {
    yield chunk;
    const next = await refusing(() => rest.next());
    if (next.done) return;
    chunk = next.value;
  }
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

type Codes = Partial<Record<StoreRefusalCode, RefusalCode>>;

/** What the store refuses at login, in POP3's words; all but these two mend themselves. */
const atLogin: Codes = { 'in-use': 'IN-USE', nonexistent: 'AUTH' };

async function refusing<T>(act: () => Promise<T>, codes: Codes = {}): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    throw new Pop3Refusal(codes[error.code] ?? 'SYS/TEMP', undefined, { cause: error });
  }
}
