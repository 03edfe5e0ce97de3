// Fetches letters, one after the other as the wire brings them, and those that stumbled once more at the end.

import { type Pop3Client, Pop3ClientError } from '../pop3/index.ts';
import type { MailboxId, Store } from '../store/index.ts';
import { Intake, type Why } from './intake.ts';
import type { KnownLedger } from './ledger-cache.ts';
import type { Fresh } from './listing.ts';
import type { Progress } from './report.ts';
import type { Source } from './source.ts';

export type FetchOptions = {
  store: Pick<Store, 'read' | 'write' | 'receive'>;
  source: Source;
  ledger: KnownLedger;
  /** By row of the ledger, 1: another letter of this session is that entry. */
  claimed: Uint8Array;
  /** In the order in which they are wanted. */
  letters: readonly Fresh[];
  /** By message-number, how often a letter could not be stored before. */
  tries: ReadonlyMap<number, number>;
  /** Undefined: the INBOX. */
  mailbox: MailboxId | undefined;
  /** The policy wants them gone at their source as soon as they are stored. */
  due: boolean;
  /** Whether the sizes that the server lists are near the truth. */
  sizesAreOctets: boolean;
  /** Octets beyond which a letter is not even begun. */
  letterLimit: number;
  /** Milliseconds since 1970. */
  now: () => number;
  progress: (progress: Progress) => void;
};

export type StoredLetter = {
  n: number;
  entry: number;
  octets: number;
  storedAt: number;
  sentDate: number | null;
  aside: boolean;
  /** Since when the policy wants it gone at its source. */
  dueSince: number | null;
};

export type Fetched = Pick<Intake, 'stored' | 'recognised' | 'aside' | 'octets' | 'failure'> & {
  /** Neither stored nor known nor set aside for good. */
  left: number;
};

/** Every letter that is begun is stored, or forgotten, when this resolves. What ended it before its end is `failure`. */
export async function fetchLetters(client: Pop3Client, options: FetchOptions): Promise<Fetched> {
  const { letters, letterLimit, progress } = options;
  const ofOctets = letters.reduce((sum, { octets }) => sum + (octets ?? 0), 0);
  const far: Progress = { letters: 0, ofLetters: letters.length, octets: 0, ofOctets };
  const intake = new Intake(options, (octets) => {
    far.letters++;
    far.octets += octets;
    progress({ ...far });
  });
  try {
    const wanted = new Map<number, Fresh>();
    for (const letter of letters)
      if ((letter.octets ?? 0) <= letterLimit) wanted.set(letter.n, letter);
      else intake.setAside(letter, 'delivery-rejected', 1);
    for await (const fetched of client.retrieveAll(wanted.keys())) {
      const letter = wanted.get(fetched.number)!;
      if (fetched.kind === 'refused') intake.setAside(letter, 'command-refused');
      else await intake.receive(letter, fetched.body);
      if (intake.failure !== undefined) break;
    }
    await intake.rest();
    for (const { letter, why } of intake.stumbled.splice(0)) {
      if (intake.failure !== undefined) break;
      await fetchAgain(client, intake, letter, why);
    }
    await intake.rest();
    for (const { letter, why } of intake.stumbled) intake.setAside(letter, why);
  } catch (error) {
    intake.failure ??= error;
  }
  await intake.rest();
  const { stored, recognised, aside, octets, failure } = intake;
  return { stored, recognised, aside, octets, failure, left: letters.length - far.letters };
}

/** What stumbled is stored as it is; what came short may come whole. */
async function fetchAgain(client: Pop3Client, intake: Intake, letter: Fresh, why: Why): Promise<void> {
  try {
    await intake.receive(letter, client.retrieve(letter.n), why);
  } catch (error) {
    if (!(error instanceof Pop3ClientError && error.sessionStands)) throw error;
    intake.setAside(letter, 'command-refused');
  }
}
