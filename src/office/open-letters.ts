// Finds whoever keeps the letters: the office that runs, or nobody, and then the store is opened here. The same letters
// either way, and the same refusals.

import type { Settings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import { askRunningOffice } from './control.ts';
import { openStore, prepareDirectory } from './data-directory.ts';
import { openConversation } from './letters-desk.ts';
import { lettersThrough, type OpenLetters } from './letters-through.ts';
import { replyOf, valueIn } from './reply.ts';

/** Rejects with OfficeError, or AdministrationError; so do its methods. */
export async function openLetters(settings: Settings, { log }: { log: Log }): Promise<OpenLetters> {
  const running = await askRunningOffice(settings.data);
  if (running !== undefined) return running.letters();
  prepareDirectory(settings.data);
  const opened = await openStore(settings, log);
  const kept = openConversation(opened.store, () => settings);
  return {
    ...lettersThrough(async (method, input) => {
      const ask = kept[method] as (input: unknown) => Promise<unknown>;
      return valueIn(await replyOf(() => ask(input)));
    }),
    async [Symbol.asyncDispose]() {
      await kept.close();
      await opened.close();
    },
  };
}
