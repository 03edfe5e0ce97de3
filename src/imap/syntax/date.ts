// Dates. RFC 9051 §9 date, date-time

import type { Cursor } from './cursor.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const dateText = /\d{1,2}-[A-Za-z]{3}-\d{4}/y;
// Two digits with a space before a single one; against RFC 9051 §9 a single one may stand alone.
const dateTime = /" {0,2}\d{1,2}-[A-Za-z]{3}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}"/y;

const dayLength = 86_400_000;

/** `1-Feb-1994`, quoted or not, as days since 1970-01-01. */
export function takeDate(cursor: Cursor): number | undefined {
  const quoted = cursor.take('"');
  const text = cursor.match(dateText);
  if (text === undefined || (quoted && !cursor.take('"'))) return undefined;
  const start = startOfDay(text);
  return start === undefined ? undefined : start / dayLength;
}

/** `"17-Jul-1996 02:44:25 -0700"`, as milliseconds since 1970. */
export function takeDateTime(cursor: Cursor): number | undefined {
  const text = cursor.match(dateTime);
  if (text === undefined) return undefined;
  const [date = '', time = '', zone = ''] = text.slice(1, -1).trim().split(' ');
  const start = startOfDay(date);
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const zoneHours = Number(zone.slice(1, 3));
  const zoneMinutes = Number(zone.slice(3));
  // A leap second is the first of the next minute.
  if (start === undefined || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  if (zoneHours > 23 || zoneMinutes > 59) return undefined;
  const east = (zoneHours * 60 + zoneMinutes) * (zone.startsWith('-') ? -1 : 1);
  return start + ((hours * 60 + minutes - east) * 60 + seconds) * 1000;
}

/** `"17-Jul-1996 02:44:25 +0000"`, of milliseconds since 1970 within years 0 to 9999. */
export function formatDateTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const time = date.toISOString().slice(11, 19);
  const year = `${date.getUTCFullYear()}`.padStart(4, '0');
  return `"${twoDigits(date.getUTCDate())}-${monthNames[date.getUTCMonth()]}-${year} ${time} +0000"`;
}

/** Milliseconds since 1970 of a day that the calendar has. */
function startOfDay(text: string): number | undefined {
  const [day = '', month = '', year = ''] = text.split('-');
  const date = new Date(0);
  // Not Date.UTC: it takes the year 94 for 1994.
  date.setUTCFullYear(Number(year), months.indexOf(month.toLowerCase()), Number(day));
  // A day that the month does not have is one of another month.
  return months[date.getUTCMonth()] === month.toLowerCase() ? date.getTime() : undefined;
}

const twoDigits = (value: number) => `${value}`.padStart(2, '0');
