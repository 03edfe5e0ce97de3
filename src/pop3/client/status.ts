// The first line of a reply, read. Never throws: anything may stand there. RFC 1939 §3, RFC 2449 §8

export type Status = {
  ok: boolean;
  /** The response code without its brackets, upper case; RFC 2449 §8: case does not matter. */
  code?: string;
  /** What follows, without the code. */
  text: string;
};

/** `line`: Latin-1, without CRLF. Undefined: this is no status. Some servers write `+ok`, some no space. */
export function parseStatus(line: string): Status | undefined {
  const match = /^(\+OK|-ERR)(?![A-Za-z0-9])[ \t]*(?:\[([^\]\s]{1,64})\][ \t]*)?(.*)$/is.exec(line);
  if (match === null) return undefined;
  const [, word, code, text] = match as unknown as [string, string, string | undefined, string];
  return { ok: word[0] === '+', ...(code !== undefined && { code: code.toUpperCase() }), text };
}

/**
 * A challenge of SASL: what follows the plus. RFC 5034 §4: a plus, a space, base64. Some servers leave the space out,
 * some say `+OK` (then `okay` is true, and only the mechanism knows whether it is the end), some write words.
 */
export function parseChallenge(line: string): { text: string; okay: boolean } | undefined {
  if (!line.startsWith('+')) return undefined;
  const okay = /^\+OK(?![A-Za-z0-9+/=])/i.test(line);
  return { text: line.slice(okay ? 3 : 1).trim(), okay };
}
