// How a command is answered: the tagged line as a value. Untagged responses are written before it. RFC 9051 §7.1

export type Answer = {
  status: 'OK' | 'NO' | 'BAD';
  /** Response code without its brackets. */
  code?: string;
  /** Printable ASCII; at least one character. */
  text: string;
};

const answer =
  (status: Answer['status']) =>
  (text: string, code?: string): Answer =>
    code === undefined ? { status, text } : { status, code, text };

export const ok = answer('OK');
export const no = answer('NO');
export const bad = answer('BAD');

export function formatAnswer(tag: string, { status, code, text }: Answer): string {
  return code === undefined ? `${tag} ${status} ${text}\r\n` : `${tag} ${status} [${code}] ${text}\r\n`;
}

/** Octets of the longest text from elsewhere. */
const longestText = 400;

/** Text of somebody else's made fit for an answer. */
export function printable(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/^\[/, '(')
    .slice(0, longestText);
}
