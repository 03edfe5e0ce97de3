// The line that begins each letter of an mbox: `From `, a sender or a dash, and a date as C's asctime writes it, in the
// forms that programs have given it. RFC 4155

import { parseDate } from '../../message/index.ts';

export const fromMark = 'From ';

/** `date`: milliseconds since 1970. Undefined for a line that is none, such as one of prose. Never throws. */
export function parseFromLine(line: string): { date: number } | undefined {
  if (!line.startsWith(fromMark) || line.length > 1_000) return undefined;
  const written = /\s((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s.*\d.*)$/.exec(line)?.[1];
  const date = written === undefined ? null : parseDate(written);
  return date === null ? undefined : { date };
}

/** Without line end. RFC 4155: UTC, and an address that says nothing where there is none. */
export function formatFromLine(date: number): string {
  const [week, day, month, year, clock] = new Date(date).toUTCString().replace(',', '').split(' ');
  return `${fromMark}MAILER-DAEMON ${week} ${month} ${String(Number(day)).padStart(2)} ${clock} ${year}`;
}
