// Who is it? From a name and a password to an account. The same answer and the same work for a name that does not
// exist as for a wrong password; throttled before anything is hashed; no hash for what was verified lately.

import { randomBytes } from 'node:crypto';
import { type AccountId, type Store, StoreRefusal } from '../store/index.ts';
import { createHasher, type Hasher } from './hasher.ts';
import { Imitation } from './imitation.ts';
import { limits } from './limits.ts';
import { accountKey } from './name.ts';
import { readings } from './password.ts';
import { type Claim, Remembered } from './remembered.ts';
import { Throttle } from './throttle.ts';
import { readVerifier, type Verifier } from './verifier.ts';

export type Login = {
  name: string;
  password: string;
  /** IP address of the client. */
  address: string;
  /** Such as 'pop3': for the log. */
  protocol: string;
};

export type Authenticated =
  | { kind: 'ok'; account: AccountId; name: string }
  | { kind: 'refused' }
  /** Too many guesses: try again in so many seconds. */
  | { kind: 'throttled'; seconds: number }
  /** Nothing was looked at: try again later. */
  | { kind: 'unavailable' };

export interface Authenticator {
  /** Rejects only with a fault. */
  authenticate(login: Login): Promise<Authenticated>;
}

export type AuthenticatorOptions = {
  store: Pick<Store, 'read'>;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Secret octets: keys that live as long as this authenticator. */
  random?: (octets: number) => Uint8Array;
  hasher?: Hasher;
};

type Candidate = { claim: Claim; verifier: Verifier; account: { id: AccountId; name: string } | null };

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { store, log, now = Date.now, random = randomBytes, hasher = createHasher() } = options;
  const throttle = new Throttle();
  const imitation = new Imitation(random(32));
  const right = new Remembered({ key: random(32), ...limits.remembered, now });
  const wrong = new Remembered({ key: random(32), ...limits.mistaken, now });

  const imitate = (key: string, password: string): Candidate[] => {
    const verifier = imitation.verifierFor(key);
    return readings(password).map((reading) => ({
      claim: { account: key, credential: 0, verifier: '', password: reading },
      verifier,
      account: null,
    }));
  };

  /** Everything that the password is compared with. */
  const candidates = async (key: string, name: string, password: string): Promise<Candidate[]> => {
    // A name that cannot be an account's is looked up like any other: it is not found.
    const found = await store.read('findAccount', { nameKey: key });
    const real = (found?.credentials ?? []).flatMap(({ id, verifier: text }) => {
      const verifier = readVerifier(text);
      if (verifier === undefined) {
        log.error({ account: found!.account, credential: id }, 'a stored password cannot be read');
        return [];
      }
      imitation.sawCost(verifier);
      const account = { id: found!.account, name: found!.name };
      return readings(password).map((reading) => ({
        claim: { account: found!.account, credential: id, verifier: text, password: reading },
        verifier,
        account,
      }));
    });
    return real.length > 0 ? real : imitate(key === '' ? name : key, password);
  };

  const judge = async (all: Candidate[]): Promise<Candidate | 'wrong' | 'known wrong' | 'busy'> => {
    const remembered = all.find(({ claim }) => right.has(claim));
    if (remembered) return remembered;
    if (all.every(({ claim }) => wrong.has(claim))) return 'known wrong';
    for (const candidate of all) {
      const verdict = await hasher.verify(candidate.claim.password, candidate.verifier);
      if (verdict === 'busy') return 'busy';
      if (verdict && candidate.account) {
        right.add(candidate.claim);
        return candidate;
      }
    }
    for (const { claim } of all) wrong.add(claim);
    return 'wrong';
  };

  return {
    async authenticate({ name, password, address, protocol }) {
      if (Buffer.byteLength(password) > limits.password) return { kind: 'refused' };
      const key = accountKey(name) ?? '';
      const passage = throttle.enter(key, address, now());
      if (passage.kind === 'wait') {
        log.info({ address, protocol, seconds: passage.seconds }, 'login throttled');
        return { kind: 'throttled', seconds: passage.seconds };
      }
      let verdict: Awaited<ReturnType<typeof judge>>;
      try {
        verdict = await judge(await candidates(key, name, password));
      } catch (error) {
        passage.forgive();
        if (error instanceof StoreRefusal) return { kind: 'unavailable' };
        throw error;
      }
      if (verdict === 'busy') {
        passage.forgive();
        return { kind: 'unavailable' };
      }
      if (typeof verdict === 'object' && verdict.account) {
        passage.succeeded();
        return { kind: 'ok', account: verdict.account.id, name: verdict.account.name };
      }
      // A device that still has the old password is no guesser.
      if (verdict === 'known wrong') passage.forgive();
      // Not the name: people type their password into that field.
      log.info({ address, protocol }, 'login refused');
      return { kind: 'refused' };
    },
  };
}
