// What is computed once of a letter, in the thread that receives it, and kept beside it. A function of the octets as
// stored; `derivedVersion` grows whenever the same octets would give another answer.
//
// "Octets" in a comment below means: one character per octet (U+0000 to U+00FF), as the letter has them, nothing decoded.
// Such a string is ASCII unless `eightBit`; it is written as latin1. A NUL in a field is said as U+FFFD in UTF-8.

/** A version of the parser: rows derived by an older one are derived again. */
export const derivedVersion = 1;

/** A node of the MIME tree. Offsets are octets from the start of the letter as stored. */
export type Part = {
  /** Lower case. */
  type: string;
  subtype: string;
  /** Octets, in the order found; names lower case, RFC 2231 pieces put together but charsets not decoded. */
  parameters: [name: string, value: string][];
  /** Octets, unfolded. The fields below are missing where the part has none. */
  id?: string;
  description?: string;
  /** Lower case; '7bit' where the header is missing. */
  encoding: string;
  md5?: string;
  disposition?: { type: string; parameters: [name: string, value: string][] };
  language?: string[];
  location?: string;
  /**
   * Where the part's header block begins, where its body begins, and where it ends (exclusive). The line end before a
   * boundary belongs to the boundary (RFC 2046 §5.1.1); preamble and epilogue are in the body of their multipart.
   */
  header: number;
  body: number;
  end: number;
  /** Line ends in the body, as RFC 9051 §7.5.2 counts lines. */
  lines: number;
  /**
   * multipart: its parts, perhaps none. message/rfc822 and message/global: exactly one, the letter inside, and its
   * envelope as formatted. Ask for these, not for the type: a part beyond the limits has neither, and its type is
   * application/octet-stream.
   */
  children?: Part[];
  envelope?: string;
};

export type SortKeys = {
  /** RFC 5256 §2.1 base subject. */
  subject: string;
  /** Whether the subject was a reply or a forward (RFC 5256 §2.1). */
  reply: boolean;
  /** Mailbox (local part) of the first address; '' where there is none. RFC 5256 §3 */
  from: string;
  to: string;
  cc: string;
  /** Display names for RFC 5957. */
  displayFrom: string;
  displayTo: string;
};

export type Derived = {
  version: number;
  /** The ENVELOPE and BODYSTRUCTURE as sent, parentheses included. Octets; those beyond ASCII stand in literals. */
  envelope: string;
  bodyStructure: string;
  /** Whether header fields that these two are made of hold octets beyond ASCII; then a session formats its own. */
  eightBit: boolean;
  root: Part;
  /** Milliseconds since 1970 of the Date field, in UTC; null when missing or unreadable. */
  sentDate: number | null;
  sortKeys: SortKeys;
  /** Octets, without angle brackets, at most 996; null where there is none. */
  messageId: string | null;
  /** References, then In-Reply-To, without angle brackets, in order, no repetition, at most 100 (the newest). */
  references: string[];
  /** At most 200 characters of readable text. RFC 8970 §3 */
  preview: string;
};
