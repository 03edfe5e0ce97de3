// What of a letter: BODY[1.2.HEADER.FIELDS (DATE FROM)]<0.100>. RFC 9051 §6.4.5.1

/** Its `part` and `text` are what the message room's findSection takes. */
export type Section = {
  /** The numbers, empty for the whole letter. */
  part: readonly number[];
  /** Without it: a part's body, or the whole letter. 'mime' stands only beside numbers. */
  text?: 'header' | 'text' | 'mime';
  /** Only beside 'header': these fields, or with `not` all but these; names as the client wrote them. */
  fields?: { not: boolean; names: readonly string[] };
};

/** `octets` from `offset` on, both of them whole numbers; at least 1 octet. */
export type Partial = { offset: number; octets: number };
