// A stored password that costs next to nothing to check, within what an import may bring: thousands of logins are to
// load the server, not the hash.

import { argon2Sync } from 'node:crypto';
import { formatVerifier } from '../../src/accounts/verifier.ts';

const cost = { memory: 8, passes: 1, parallelism: 1 };
const salt = Buffer.from('sixteen octets!!');

/** As `account add --batch` takes it behind {ARGON2ID}. */
export function cheapVerifier(password: string): string {
  const tag = argon2Sync('argon2id', { message: password, nonce: salt, ...cost, tagLength: 16 });
  return formatVerifier({ ...cost, salt, tag });
}
