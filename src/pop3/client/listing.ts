// Lines of LIST and UIDL, and the reply to STAT, as servers write them. RFC 1939 §5 and §7

/** `octets` is what the server says, which is often only near the truth; undefined where it says none, or less than none. */
export type ScanListing = { number: number; octets: number | undefined };
/** `uidl`: as it came, one character (U+0000 to U+00FF) an octet; may be empty, and longer than the RFC's 70. */
export type UniqueId = { number: number; uidl: string };

/** Undefined: this is no line of a listing. Seen: several spaces, tabs, `+OK` before each line, negative sizes. */
export function parseScanListing(line: string): ScanListing | undefined {
  const match = /^(?:\+OK[ \t]+)?[ \t]*(\d{1,10})(?:[ \t]+(-?\d{1,15}))?(?:[ \t].*)?$/is.exec(line);
  const number = Number(match?.[1] ?? 0);
  if (number === 0) return undefined;
  const octets = Number(match![2] ?? -1);
  return { number, octets: octets < 0 ? undefined : octets };
}

/** Everything behind the number is the unique-id, spaces inside it too. */
export function parseUniqueId(line: string): UniqueId | undefined {
  // As the RFC says: a hundred thousand of these in a listing, and half the time of the pattern below.
  const match =
    /^(\d{1,10}) (\S+)$/.exec(line) ?? /^(?:\+OK[ \t]+)?[ \t]*(\d{1,10})(?:[ \t]+(.*?))?[ \t]*$/is.exec(line);
  const number = Number(match?.[1] ?? 0);
  return number === 0 ? undefined : { number, uidl: match![2] ?? '' };
}

/** The text behind `+OK`. */
export function parseStat(text: string): { count: number; octets: number | undefined } | undefined {
  const match = /^[ \t]*(\d{1,10})(?:[ \t]+(-?\d{1,15}))?/.exec(text);
  if (match === null) return undefined;
  const octets = Number(match[2] ?? -1);
  return { count: Number(match[1]), octets: octets < 0 ? undefined : octets };
}
