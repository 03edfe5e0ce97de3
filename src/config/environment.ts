// The environment as entries: every CASILLA_… variable is a setting, or a mistake.
import type { Entry } from './entry.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { keys, variableOf } from './schema.ts';
import type { Surroundings } from './surroundings.ts';

const keyOf = new Map(keys.map((key) => [variableOf(key), key]));

/** CASILLA_CONFIG names the file and is no setting. */
export function readEnvironment({ env, directory }: Surroundings): { entries: Entry[]; problems: Problem[] } {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith('CASILLA_') || variable === 'CASILLA_CONFIG' || text === undefined) continue;
    const place = { at: 'environment', name: variable } as const;
    const name = keyOf.get(variable);
    if (name !== undefined) entries.push({ name, raw: { text }, directory, place });
    else {
      const near = nearest(variable, [...keyOf.keys(), 'CASILLA_CONFIG']);
      problems.push({ kind: 'unknown', place, name: variable, nearest: near });
    }
  }
  return { entries, problems };
}
