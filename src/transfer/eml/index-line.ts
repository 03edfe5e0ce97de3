// What letters that are single files have besides: a line of JSON each, in letters.jsonl beside them.

import { Flag } from '../../store/index.ts';
import { folderName } from '../folder-name.ts';
import { isKeyword } from '../keyword.ts';
import type { LetterFacts } from '../letter.ts';
import { isUidl } from '../uidl.ts';

export const indexName = 'letters.jsonl';

/** RFC 9051 §2.3.2 */
const flagNames: readonly [name: string, flag: number][] = Object.entries(Flag).map(([name, flag]) => [
  `\\${name}`,
  flag,
]);

type Indexed = { file: string; facts: LetterFacts };

export function formatIndexLine(file: string, facts: LetterFacts & { internalDate: number }): string {
  const flags = flagNames.filter(([, flag]) => facts.flags & flag).map(([name]) => name);
  const { folder, keywords, uidl } = facts;
  const date = new Date(facts.internalDate).toISOString();
  return `${JSON.stringify({ file, folder, date, flags: [...flags, ...keywords], uidl })}\n`;
}

/** Undefined for what is no such line. Never throws. */
export function parseIndexLine(line: string): Indexed | undefined {
  const read = parseJson(line);
  if (typeof read !== 'object' || read === null) return undefined;
  const { file, folder, date, flags, uidl } = read as Record<string, unknown>;
  const name = typeof folder === 'string' ? folderName(folder.split('/')) : undefined;
  if (typeof file !== 'string' || name === undefined) return undefined;
  const words = Array.isArray(flags) ? flags.filter((each) => typeof each === 'string') : [];
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return {
    file,
    facts: {
      folder: name,
      flags: flagNames.filter(([each]) => words.includes(each)).reduce((sum, [, flag]) => sum | flag, 0),
      keywords: words.filter(isKeyword),
      internalDate: Number.isNaN(at) ? null : at,
      uidl: typeof uidl === 'string' && isUidl(uidl) ? uidl : null,
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
