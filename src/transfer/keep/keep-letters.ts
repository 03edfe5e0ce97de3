// Letters over a store: what imports, exports and looks at them, for one conversation.

import type { AccountId, Store } from '../../store/index.ts';
import type { Letters, Recipient } from '../letters.ts';
import { Folders } from './folders.ts';
import { Intake } from './intake.ts';
import { letterOctets, listFolders, listLetters, showLetter } from './look.ts';
import { Outflow } from './outflow.ts';

export type KeepLettersOptions = {
  store: Store;
  /** Who that is; rejects with a refusal where it is nobody. */
  find(recipient: Recipient): Promise<AccountId>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Octets of a letter that comes to an address. */
  letterLimit: number;
};

export type KeptLetters = Letters & {
  /** Milliseconds at which the export began that may still read what was deleted since; undefined: none. */
  readsSince(): number | undefined;
  /** Ends the conversation: a letter that is half way in is forgotten. */
  close(): Promise<void>;
};

/** Serves one conversation. */
export function keepLetters({ store, find, now, letterLimit }: KeepLettersOptions): KeptLetters {
  const folders = new Folders({ store, find, now });
  const intake = new Intake({ store, folders, now, letterLimit });
  const outflow = new Outflow(store);
  let exportBegan: number | undefined;
  const boxOf = async (input: { account: string; folder: string }) => {
    const account = await folders.account({ account: input.account });
    return { account, box: await folders.existing(account, input.folder) };
  };
  return {
    async makeFolder({ account, folder }) {
      await folders.mailbox(await folders.account({ account }), folder);
    },
    take: (input) => intake.take(input),
    begin: (input) => intake.begin(input),
    append: (input) => intake.append(input),
    finish: (input) => intake.finish(input),
    async beginExport({ account, folders: wanted }) {
      exportBegan = now();
      return outflow.begin(await folders.account({ account }), wanted);
    },
    async nextLetters() {
      const letters = await outflow.nextLetters();
      if (letters.length === 0) exportBegan = undefined;
      return letters;
    },
    moreOctets: (input) => outflow.moreOctets(input),
    listFolders: async ({ account }) => listFolders(store, await folders.account({ account })),
    async listLetters(input) {
      const { account, box } = await boxOf(input);
      return listLetters(store, account, box, input.last);
    },
    async showLetter(input) {
      const { account, box } = await boxOf(input);
      return showLetter(store, account, box, input.uid);
    },
    async letterOctets(input) {
      const { account, box } = await boxOf(input);
      return letterOctets(store, account, box, input);
    },
    readsSince: () => exportBegan,
    close: () => intake.close(),
  };
}
