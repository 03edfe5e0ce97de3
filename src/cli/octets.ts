// Numbers of octets for a person: rounded, in their language.
import type { Language } from '../config/index.ts';

/** `1.5 MB` in English, `1,5 MB` in Spanish; thousands, as disks are sold. */
export function formatOctets(octets: number, language: Language): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let [value, unit] = [octets, 0];
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  const number = value.toLocaleString(language, { maximumFractionDigits: digits, useGrouping: false });
  return `${number} ${units[unit]}`;
}
