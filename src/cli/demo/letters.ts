// The letters of the demo, dated one hour apart up to now.
import type { Language } from '../../config/index.ts';
import { contents } from './contents.ts';
import { type DemoLetter, formatLetter } from './letter.ts';

const hour = 3_600_000;

/** `now`: milliseconds since 1970. */
export function demoLetters(language: Language, now: number): DemoLetter[] {
  const all = contents[language];
  return all.map((content, n) =>
    formatLetter(content, `demo-${n + 1}-${now}`, now - (all.length - n) * hour),
  );
}
