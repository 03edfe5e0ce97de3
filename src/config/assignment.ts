// `--set key=value` and `--data DIR` as entries.
import type { Entry } from './entry.ts';
import type { Problem } from './problem.ts';

export function readAssignments(
  assignments: readonly string[],
  directory: string,
): { entries: Entry[]; problems: Problem[] } {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  for (const assignment of assignments) {
    const sign = assignment.indexOf('=');
    const name = assignment.slice(0, sign).trim();
    if (sign < 0 || name === '') {
      problems.push({ kind: 'not-key-value', place: { at: 'option', option: '--set' }, text: assignment });
      continue;
    }
    const place = { at: 'option', option: `--set ${name}` } as const;
    entries.push({ name, raw: { text: assignment.slice(sign + 1) }, directory, place });
  }
  return { entries, problems };
}

export function readDataOption(data: string, directory: string): Entry {
  return { name: 'data', raw: { items: [data] }, directory, place: { at: 'option', option: '--data' } };
}
