// Moments as IMAP writes them. RFC 9051 §9 date-time

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number) => String(number).padStart(2, '0');

/** In UTC, quotes included. `moment`: milliseconds since 1970, of a year with four digits. */
export function formatDateTime(moment: number): string {
  const date = new Date(moment);
  const day = String(date.getUTCDate()).padStart(2, ' ');
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `"${day}-${months[date.getUTCMonth()]}-${year} ${time} +0000"`;
}
