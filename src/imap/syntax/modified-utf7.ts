// Modified UTF-7, in which IMAP4rev1 writes the names of mailboxes. RFC 3501 §5.1.3

/** Undefined when a run is no base64 of UTF-16. Lets in what should be written otherwise: compare with encodeModifiedUtf7. */
export function decodeModifiedUtf7(octets: string): string | undefined {
  const pieces: string[] = [];
  for (let at = 0; ; ) {
    const start = octets.indexOf('&', at);
    if (start < 0) return pieces.join('') + octets.slice(at);
    const end = octets.indexOf('-', start);
    if (end < 0) return undefined;
    pieces.push(octets.slice(at, start));
    if (end === start + 1) pieces.push('&');
    else {
      const run = decodeRun(octets.slice(start + 1, end));
      if (run === undefined) return undefined;
      pieces.push(run);
    }
    at = end + 1;
  }
}

export function encodeModifiedUtf7(text: string): string {
  return text.replaceAll(/&|[^\x20-\x7e]+/g, (run) => (run === '&' ? '&-' : `&${encodeRun(run)}-`));
}

function decodeRun(base64: string): string | undefined {
  if (!/^[A-Za-z0-9+,]+$/.test(base64)) return undefined;
  const units = Buffer.from(base64.replaceAll(',', '/'), 'base64');
  return units.length % 2 === 0 ? units.swap16().toString('utf16le') : undefined;
}

function encodeRun(text: string): string {
  const base64 = Buffer.from(text, 'utf16le').swap16().toString('base64');
  return base64.replaceAll('/', ',').replace(/=+$/, '');
}
