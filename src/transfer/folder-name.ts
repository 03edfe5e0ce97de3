// Names of folders as the store keeps them, and as modified UTF-7 (RFC 3501 §5.1.3), in which Maildirs write them.

/** Octets of UTF-8; longer names are no names. */
const longest = 1_000;

/**
 * A folder's name as the store keeps it: NFC, no empty level, INBOX in upper case; undefined for what cannot be one.
 * Never throws.
 */
export function folderName(levels: readonly string[]): string | undefined {
  const name = levels.map((level) => level.normalize('NFC')).join('/');
  if (levels.some((level) => level === '' || /[\p{Cc}/]/u.test(level))) return undefined;
  if (levels.length === 0 || Buffer.byteLength(name) > longest || !name.isWellFormed()) return undefined;
  return name.toUpperCase() === 'INBOX' ? 'INBOX' : name;
}

/** Modified UTF-7 as text; text that is none, such as plain UTF-8, stays as it is. Never throws. */
export function decodeModifiedUtf7(text: string): string {
  const decoded = text.replaceAll(/&([A-Za-z0-9+,]*)-/g, (whole, coded: string) => {
    if (coded === '') return '&';
    const octets = Buffer.from(coded.replaceAll(',', '/'), 'base64');
    const units = octets
      .subarray(0, octets.length & ~1)
      .swap16()
      .toString('utf16le');
    return units.isWellFormed() ? units : whole;
  });
  return decoded;
}

/** `also`: ASCII characters that must not stand as they are. */
export function encodeModifiedUtf7(text: string, also = ''): string {
  let encoded = '';
  let shifted = '';
  const flush = () => {
    if (shifted === '') return;
    const octets = Buffer.from(shifted, 'utf16le').swap16();
    encoded += `&${octets.toString('base64').replaceAll('/', ',').replace(/=+$/, '')}-`;
    shifted = '';
  };
  for (const unit of text.split('')) {
    if (unit >= ' ' && unit <= '~' && !also.includes(unit)) {
      flush();
      encoded += unit === '&' ? '&-' : unit;
    } else shifted += unit;
  }
  flush();
  return encoded;
}
