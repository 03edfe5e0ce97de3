// Finds whoever can carry out what the command line asks: the office that runs, or nobody, and then the store is
// opened here.

import type { Settings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { Administration } from './administration.ts';
import { createAdministrator } from './administrator.ts';
import { askRunningOffice } from './control.ts';
import { openStore, prepareDirectory } from './data-directory.ts';

/** Rejects with OfficeError, or AdministrationError when an office runs that does not let us ask. */
export async function openAdministration(settings: Settings, { log }: { log: Log }): Promise<Administration> {
  const running = await askRunningOffice(settings.data);
  if (running !== undefined) return running.administration();
  prepareDirectory(settings.data);
  const opened = await openStore(settings, log);
  return createAdministrator({
    store: opened.store,
    now: Date.now,
    quota: settings.account.quota,
    close: () => opened.close(),
  });
}
