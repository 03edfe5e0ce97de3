// The day that a Date field says where it was written: SENTON and its kin disregard time and zone. RFC 9051 §6.4.4

import { parseDate } from '../../message/index.ts';

const day = 86_400_000;
/** From the time of day to the end: the zone is there. */
const clock = /\d{1,2}[:.]\d{1,2}(?:[:.]\d{1,2})?.*$/s;

/** Midnight UTC of that day in milliseconds, or undefined where none can be read. */
export function sentDay(date: string): number | undefined {
  // Where the year stands behind the time nothing is left to be read; such dates hardly ever have a zone.
  const moment = parseDate(date.replace(clock, '')) ?? parseDate(date);
  return moment === null ? undefined : Math.floor(moment / day) * day;
}
