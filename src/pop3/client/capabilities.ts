// What a server says it can do. RFC 2449 §5 and §6

/** By tag in upper case, with its arguments as sent; of a tag that came twice, the arguments of both. */
export type Capabilities = ReadonlyMap<string, readonly string[]>;

/** Never throws; a line that is none is passed over. Some servers put `+OK` before each, or more than one space. */
export function parseCapabilities(lines: readonly string[]): Capabilities {
  const capabilities = new Map<string, string[]>();
  for (const line of lines) {
    const [tag = '', ...parameters] = line
      .replace(/^\+OK\s+/i, '')
      .trim()
      .split(/\s+/);
    // `AUTH=PLAIN` is IMAP's way to say SASL PLAIN, and seen in POP3 too.
    const [, mechanism] = /^AUTH=(.+)$/i.exec(tag) ?? [];
    const name = mechanism === undefined ? tag.toUpperCase() : 'SASL';
    if (!/^[\x21-\x7e]+$/.test(name)) continue;
    const known = capabilities.get(name) ?? [];
    capabilities.set(name, [...known, ...(mechanism === undefined ? parameters : [mechanism])]);
  }
  return capabilities;
}

/** The mechanisms of SASL, upper case. RFC 5034 §3 */
export const mechanismsOf = (capabilities: Capabilities): ReadonlySet<string> =>
  new Set((capabilities.get('SASL') ?? []).map((name) => name.toUpperCase()));

/**
 * Days that a letter stays on the server at least; 0: it may go as soon as it was retrieved. Undefined: nothing is
 * promised. RFC 2449 §6.7
 */
export function expireDays(capabilities: Capabilities): number | 'never' | undefined {
  const [value = ''] = capabilities.get('EXPIRE') ?? [];
  if (/^NEVER$/i.test(value)) return 'never';
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** Seconds that must lie between two logins. RFC 2449 §6.5 */
export function loginDelaySeconds(capabilities: Capabilities): number | undefined {
  const [value = ''] = capabilities.get('LOGIN-DELAY') ?? [];
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
