// Dovecot's dovecot-keywords: which keyword each small letter in a file's name means, a line `NUMBER NAME` each.

import { isKeyword } from '../keyword.ts';
import { mostKeywords } from './file-name.ts';

/** Names by number; what is no such line is passed over. Never throws. */
export function parseKeywordsFile(text: string): (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const line of text.split('\n')) {
    const [, number, name] = /^(\d{1,2}) (\S+)\r?$/.exec(line) ?? [];
    if (name !== undefined && Number(number) < mostKeywords && isKeyword(name)) names[Number(number)] = name;
  }
  return names;
}

export function formatKeywordsFile(names: readonly string[]): string {
  return names.map((name, number) => `${number} ${name}\n`).join('');
}
