// What the octets of a letter look like, as bits of its row: enough to send it without looking at them, and to give
// it back as it arrived.

export const Shape = {
  /** A line begins with a dot: sending over POP3 (RFC 1939 §3) or SMTP (RFC 5321 §4.5.2) must double it. */
  Dotted: 1,
  /** The last line lacks its CRLF: POP3 adds one when sending, and counts it. An empty letter lacks it too. */
  Unterminated: 2,
  /** Line ends arrived as bare LF, all of them: turning every CRLF into LF gives the letter as it came. */
  AllLf: 4,
  /** Some line ends arrived as bare LF, some as CRLF: how it came is not known any more. */
  Mixed: 8,
} as const;

export type LineEnds = 'crlf' | 'lf' | 'mixed';

export function lineEndsOf(shape: number): LineEnds {
  if (shape & Shape.AllLf) return 'lf';
  return shape & Shape.Mixed ? 'mixed' : 'crlf';
}

/** Octets as POP3 sends and counts them: with the final CRLF it adds, without the dots it doubles. RFC 1939 §11 */
export function sentOctets(octets: number, shape: number): number {
  return shape & Shape.Unterminated ? octets + 2 : octets;
}
