// IMAP's strings in answers. One character per octet: what these functions return is written as latin1. RFC 9051 §4.3

// Everything that may stand in a quoted string; NUL, CR, LF and octets beyond ASCII may not. RFC 9051 §9 TEXT-CHAR
const quotable = /^[\x01-\x09\x0b\x0c\x0e-\x7f]*$/;

/** A quoted string where one can hold the octets, else a literal. A NUL becomes U+FFFD: IMAP cannot say it. */
export function formatString(octets: string): string {
  if (quotable.test(octets)) {
    if (!octets.includes('"') && !octets.includes('\\')) return `"${octets}"`;
    return `"${octets.replaceAll(/["\\]/g, '\\$&')}"`;
  }
  const spoken = octets.replaceAll('\0', '\xef\xbf\xbd');
  return `{${spoken.length}}\r\n${spoken}`;
}

export function formatNstring(octets: string | undefined): string {
  return octets === undefined ? 'NIL' : formatString(octets);
}

/** Whether any octet lies beyond ASCII. */
export function isEightBit(octets: string): boolean {
  return /[\x80-\xff]/.test(octets);
}
