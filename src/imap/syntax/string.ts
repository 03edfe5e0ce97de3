// Strings in answers, one character per octet. RFC 9051 §9 astring, quoted; the message room has those of letters.

/** Bare where it can be. Only for text without control characters and octets beyond ASCII. */
export function formatAstring(text: string): string {
  return /^[^\x00-\x20\x7f-\xff(){%*"\\]+$/.test(text) && !/^nil$/i.test(text) ? text : formatQuoted(text);
}

/** Only for octets without NUL, CR and LF; those beyond ASCII only for clients that enabled UTF-8. */
export function formatQuoted(octets: string): string {
  return `"${octets.replaceAll(/["\\]/g, '\\$&')}"`;
}
