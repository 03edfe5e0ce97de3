// Gets the secret of a source from where it is: sealed in the store, printed by a command, in a variable.

import { execFile } from 'node:child_process';
import { type Owner, type Secrets, SecretUnreadable } from './secrets.ts';
import type { SecretPlace } from './source.ts';

export type SecretReader = {
  secrets: Secrets;
  environment: Readonly<Record<string, string | undefined>>;
  signal?: AbortSignal;
};

/** Milliseconds that a command may take: it may ask an agent that asks a person. */
const patience = 60_000;
/** Octets: a token may have some thousand. */
const longest = 65_536;

/** Rejects with SecretUnreadable, which never holds anything that might be the secret. */
export async function readSecret(
  place: SecretPlace,
  sealed: Uint8Array | null,
  owner: Owner,
  { secrets, environment, signal }: SecretReader,
): Promise<string> {
  const secret = await (async () => {
    switch (place.kind) {
      case 'stored':
        if (sealed === null) throw new SecretUnreadable('the source has no secret');
        return secrets.open(sealed, owner);
      case 'environment': {
        const value = environment[place.variable];
        if (value === undefined) throw new SecretUnreadable(`the variable ${place.variable} is not set`);
        return value;
      }
      case 'command':
        return firstLine(await printed(place.command, environment, signal));
    }
  })();
  if (secret === '') throw new SecretUnreadable('the secret is empty');
  if (/[\0\r\n]/.test(secret)) throw new SecretUnreadable('the secret holds NUL, CR or LF');
  return secret;
}

const firstLine = (text: string) => text.split('\n')[0]!.replace(/\r$/, '');

/** What a command prints, run by the shell. */
function printed(
  command: string,
  environment: SecretReader['environment'],
  signal: AbortSignal | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      env: { ...environment },
      timeout: patience,
      maxBuffer: longest,
      ...(signal && { signal }),
    };
    execFile('/bin/sh', ['-c', command], options, (error, output) => {
      // Not as the cause: the error has the output, and the command line may hold a secret too.
      if (error === null) resolve(output);
      else
        reject(new SecretUnreadable(`the command for the secret ended with ${error.code ?? error.signal}`));
    });
  });
}
