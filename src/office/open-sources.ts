// Finds whoever collects: the office that runs, or nobody, and then the store is opened here. The same sources either
// way, and the same refusals; only who polls on a schedule is missing here.

import type { Settings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import { Collecting } from './collecting.ts';
import { askRunningOffice } from './control.ts';
import { openStore, prepareDirectory } from './data-directory.ts';
import { valueIn } from './reply.ts';
import { SourcesDesk } from './sources-desk.ts';
import { type OpenSources, sourcesThrough } from './sources-through.ts';

/** Rejects with OfficeError, or AdministrationError; so do its methods. */
export async function openSources(settings: Settings, { log }: { log: Log }): Promise<OpenSources> {
  const running = await askRunningOffice(settings.data);
  if (running !== undefined) return running.sources();
  prepareDirectory(settings.data);
  const opened = await openStore(settings, log);
  const collecting = new Collecting({ store: opened.store, settings: () => settings, log });
  const desk = new SourcesDesk(opened.store, collecting);
  return {
    ...sourcesThrough(async (method, input, heard) =>
      valueIn(await desk.ask({ client: 0, method, input }, heard)),
    ),
    async [Symbol.asyncDispose]() {
      await desk.close();
      await collecting.stop(0);
      await opened.close();
    },
  };
}
