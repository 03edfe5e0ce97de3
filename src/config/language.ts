// Which of our languages a person at this terminal reads. POSIX.1-2024 XBD §8.2: LC_ALL, then the category, then LANG.
import type { Language } from './text.ts';

/** English for every locale that is not Spanish. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^es(?![A-Za-z])/i.test(locale) ? 'es' : 'en';
}
