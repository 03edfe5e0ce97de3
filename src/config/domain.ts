// Names of domains as settings hold them.
import { domainToASCII } from 'node:url';

/** Lower case and NFC; undefined when it cannot be a domain (RFC 1035 §2.3.4: labels of 63, names of 253 octets). */
export function parseDomain(text: string): string | undefined {
  const name = text.trim().normalize('NFC').toLowerCase();
  const ascii = domainToASCII(name);
  const labels = ascii.split('.');
  const good = (label: string) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$/.test(label);
  // domainToASCII reads a dotted number as an address and writes it anew: then it is no domain.
  return ascii.length <= 253 && labels.every(good) && !/^\d+$/.test(labels.at(-1)!) ? name : undefined;
}
