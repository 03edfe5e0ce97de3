// Letters to offer: no two alike, octet for octet the same each time, ended with CRLF as POP3 sends them.

import type { Octets } from './maildrop.ts';

const line = `${'The quick brown fox jumps over the lazy dog, again and again and again'.padEnd(76, '.')}\r\n`;

export type LetterShape = {
  /** At least so many octets. */
  octets?: number;
  subject?: string;
  /** Whole fields, each with its CRLF, in front of the others. */
  fields?: string;
  date?: Date;
  messageId?: string;
};

export function letterOf(n: number, shape: LetterShape = {}): Buffer {
  const { octets = 400, subject = `Letter ${n}`, fields = '', messageId = `<${n}@remote.example>` } = shape;
  const date = shape.date ?? new Date(Date.UTC(2026, 0, 1) + n * 60_000);
  const head =
    `${fields}From: Luis <luis@remote.example>\r\nTo: ana@localhost\r\nSubject: ${subject}\r\n` +
    `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\nMessage-ID: ${messageId}\r\n\r\nThis is letter ${n}.\r\n`;
  const lines = Math.max(0, Math.ceil((octets - head.length) / line.length));
  return Buffer.from(head + line.repeat(lines), 'latin1');
}

export const lettersOf = (count: number, shape: LetterShape = {}): Buffer[] =>
  Array.from({ length: count }, (_, index) => letterOf(index + 1, shape));

/** One that is made as it is sent, of about so many octets. */
export function largeLetter(octets: number): Octets {
  const head = letterOf(1, { subject: 'A large one', octets: 0 });
  const page = Buffer.from(line.repeat(840), 'latin1');
  const pages = Math.max(1, Math.round((octets - head.length) / page.length));
  return {
    length: head.length + pages * page.length,
    *pieces() {
      yield head;
      for (let n = 0; n < pages; n++) yield page;
    },
  };
}
