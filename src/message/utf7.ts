// UTF-7, which Outlook once sent. RFC 2152

import { Buffer } from 'node:buffer';

/** Never throws: a shifted run that is not base64 of UTF-16 stays as it is. */
export function decodeUtf7(octets: Uint8Array): string {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
  // "+" base64 ["-"]: the dash belongs to the run when one stands there. "+-" is a plus sign. RFC 2152 Rule 2
  return text.replaceAll(/\+([A-Za-z0-9+/]*)-?/g, (run, base64: string) => {
    if (base64 === '') return run === '+-' ? '+' : run;
    const units = Buffer.from(base64, 'base64');
    if (units.length < 2) return run;
    return units
      .subarray(0, units.length & ~1)
      .swap16()
      .toString('utf16le');
  });
}
