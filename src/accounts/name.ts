// Names of accounts: `ana` or `ana@example.org`. Two names are the same account when their keys are equal.
// The local part follows the UsernameCaseMapped profile (RFC 8265 §3.3) and must also be an address's local part that
// needs no quotes, so that every account can get mail. The profile's rule on writing direction is not enforced.

import { domainToASCII } from 'node:url';
import { limits } from './limits.ts';

// RFC 8264 §4.2: letters, digits and marks; of ASCII only what RFC 5321 §4.1.2 has in an atom, without the slash, which
// would be a folder wherever names become paths.
const allowed = /^[\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}!#$%&'*+=?^_`{|}~.-]+$/u;
const halfOrFullWidth = /[\uff00-\uffef]/g;

/** What names are compared by, or undefined when the name cannot be an account's. Never throws. */
export function accountKey(name: string): string | undefined {
  const at = name.lastIndexOf('@');
  const local = localPartKey(at === -1 ? name : name.slice(0, at));
  if (local === undefined || at === -1) return local;
  const domain = domainKey(name.slice(at + 1));
  return domain === undefined ? undefined : `${local}@${domain}`;
}

function localPartKey(local: string): string | undefined {
  const narrow = local.replace(halfOrFullWidth, (wide) => wide.normalize('NFKC'));
  if (!allowed.test(narrow)) return undefined;
  const key = narrow.normalize('NFC').toLowerCase().normalize('NFC');
  // Compatibility characters such as the ligature "fi" look like other letters. RFC 8264 §9.17
  if (key !== key.normalize('NFKC') || !allowed.test(key)) return undefined;
  if (key.startsWith('.') || key.endsWith('.') || key.includes('..')) return undefined;
  return Buffer.byteLength(key) <= limits.localPart ? key : undefined;
}

/** A domain as A-labels in lower case, without a final dot (RFC 5890 §2.3.2.1); undefined when it is none. */
export function domainKey(domain: string): string | undefined {
  // domainToASCII reads URLs' hosts: it would decode "%61" and cut at "/".
  if (/[\p{Cc}\s%/\\?#@:[\]<>|^]/u.test(domain) || domain.length > limits.domain) return undefined;
  const ascii = domainToASCII(domain.replace(/\.$/, ''));
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(ascii) || ascii.length > limits.domain) return undefined;
  return ascii;
}
