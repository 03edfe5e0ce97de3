// Certificates that a client may or may not believe, made once a process.

import { selfSigned } from '../../src/office/self-signed.ts';
import { type CertificatePair, type ChooseContext, openSecureContext } from '../../src/wire/index.ts';

const year = 365 * 86_400_000;

export const good = selfSigned(['localhost', '127.0.0.1'], Date.now());
export const other = selfSigned(['localhost', '127.0.0.1'], Date.now());
export const expired = selfSigned(['localhost', '127.0.0.1'], Date.now() - 40 * year);
export const elsewhere = selfSigned(['pop.example.org'], Date.now());

export function contextOf(pair: CertificatePair): ChooseContext {
  const context = openSecureContext(pair);
  return () => context;
}
