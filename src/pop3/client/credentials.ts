// What may not be sent, whoever asks for it: one CR in a password would be a command of its own.

import type { Pop3Auth } from './options.ts';

/** Throws RangeError, without the value in its message. */
export function assertCredentials(auth: Pop3Auth): void {
  for (const [field, value] of Object.entries(auth))
    if (typeof value === 'string' && /[\0\r\n]/.test(value))
      throw new RangeError(`${field} must not hold NUL, CR or LF`);
  if ('user' in auth && auth.user === '' && !('external' in auth)) throw new RangeError('user is empty');
}

/** What must never be shown. */
export function secretsOf(auth: Pop3Auth): string[] {
  if ('pass' in auth) return [auth.pass];
  return 'token' in auth ? [auth.token] : [];
}
