// Whether the files that the settings name can be read. Apart from the loading, because only who serves needs them:
// a key is rarely readable for the person who lists accounts.
import { accessSync, constants } from 'node:fs';
import type { Problem } from './problem.ts';
import type { Settings } from './settings.ts';

export function checkFiles({ tls }: Settings): Problem[] {
  return [...tls.certificate, ...tls.key].flatMap((file): Problem[] => {
    try {
      accessSync(file, constants.R_OK);
      return [];
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return [{ kind: 'unreadable', place: { at: 'default' }, file, reason }];
    }
  });
}
