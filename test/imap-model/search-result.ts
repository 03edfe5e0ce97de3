// What SEARCH tells and saves of the messages that match, by the options that it was given. RFC 9051 §6.4.4, RFC 5182

import type { Option } from './act.ts';
import type { Line } from './expected.ts';
import type { Message } from './world.ts';

/** RFC 9051 §6.4.4.1, table 4 */
export function savedOf(found: readonly Message[], asked: ReadonlySet<Option>): Message[] {
  if (asked.has('ALL') || asked.has('COUNT') || !(asked.has('MIN') || asked.has('MAX'))) return [...found];
  return found.filter(
    (_, at) => (asked.has('MIN') && at === 0) || (asked.has('MAX') && at === found.length - 1),
  );
}

/** RFC 9051 §7.3.4; without RETURN a client of IMAP4rev1 gets SEARCH (`plain`). */
export function resultOf(numbers: number[], asked: ReadonlySet<Option>, plain: boolean): Line {
  if (plain) return { line: 'search', all: numbers };
  return {
    line: 'search',
    ...(asked.has('MIN') && numbers.length > 0 && { min: numbers[0]! }),
    ...(asked.has('MAX') && numbers.length > 0 && { max: numbers.at(-1)! }),
    ...((asked.has('ALL') || asked.size === 0) && numbers.length > 0 && { all: numbers }),
    ...(asked.has('COUNT') && { count: numbers.length }),
  };
}
