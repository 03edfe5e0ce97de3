// The argument of MAIL and RCPT: a path in angle brackets, then parameters. RFC 5321 §4.1.2, RFC 6531 §3.3
// smtp-server's own reading knows neither quoted local parts nor recipients without a domain, so this replaces it.

import { limits } from './limits.ts';

export type Parameters = Record<string, string | true>;

/** `args` and `duplicate` are named as smtp-server wants them: parameter names in upper case, one given twice. */
export type PathArgument = { address: string; args: Parameters | false; duplicate?: string };

export type PathRules = {
  verb: 'MAIL FROM' | 'RCPT TO';
  /** Whether any recipient may lack its domain (LMTP). Over SMTP only postmaster may. RFC 5321 §4.1.1.3 */
  withoutDomain: boolean;
};

// Dots may stand anywhere in a local part: some large operators gave out names such as "a..b" and "a.".
const local = String.raw`(?:[\w.!#$%&'*+/=?^\x60{|}~\u0080-\u{10ffff}-]+|"(?:[\x20!#-\[\]-~\u0080-\u{10ffff}]|\\[\x20-~])*")`;
const domain = String.raw`(?:[\w\u0080-\u{10ffff}-]+(?:\.[\w\u0080-\u{10ffff}-]+)*\.?|\[[!-Z^-~]+\])`;
// A source route is read and ignored. RFC 5321 §4.1.2, appendix C
const route = `(?:@${domain}(?:,@${domain})*:)?`;
const path = new RegExp(`^<(?:${route}(?<address>(?<local>${local})(?:@(?<domain>${domain}))?))?>`, 'u');
// Control characters, and those that cannot be seen: they would go into logs and the Received field.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\ufffd\ufeff\u200b\u2060]/u;

/** Reads the whole command line; null when its syntax is wrong. Never throws. */
export function parsePath(line: string, { verb, withoutDomain }: PathRules): PathArgument | null {
  const colon = line.indexOf(':');
  if (colon === -1 || line.slice(0, colon).trim().toUpperCase() !== verb || unsafe.test(line)) return null;
  const rest = line.slice(colon + 1).trim();
  const match = path.exec(rest);
  if (match === null) return null;
  const address = match.groups!.address ?? '';
  if (Buffer.byteLength(address) > limits.path) return null;
  if (address === '' && verb === 'RCPT TO') return null;
  const missing = address !== '' && match.groups!.domain === undefined;
  const excused = verb === 'RCPT TO' && (withoutDomain || address.toLowerCase() === 'postmaster');
  if (missing && !excused) return null;
  const parameters = rest.slice(match[0].length);
  if (parameters !== '' && !parameters.startsWith(' ')) return null;
  return { address, ...parseParameters(parameters) };
}

/** RFC 5321 §4.1.2 esmtp-param: a keyword, or a keyword and a value. */
function parseParameters(text: string): { args: Parameters | false; duplicate?: string } {
  const args: Parameters = Object.create(null);
  let duplicate: string | undefined;
  const words = text.split(' ').filter((word) => word !== '');
  for (const word of words) {
    const equals = word.indexOf('=');
    const keyword = (equals === -1 ? word : word.slice(0, equals)).toUpperCase();
    if (keyword in args) duplicate = keyword;
    args[keyword] = equals === -1 ? true : word.slice(equals + 1);
  }
  return { args: words.length > 0 && args, ...(duplicate === undefined ? {} : { duplicate }) };
}
