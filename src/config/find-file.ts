// Which file holds the settings: the one that was named, or the first that exists.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Place, Problem } from './problem.ts';
import type { Surroundings } from './surroundings.ts';

/** Absolute paths, the first that exists wins. */
export function searchPath({ env, directory, home }: Surroundings): string[] {
  return [
    join(directory, 'casilla.toml'),
    join(env.XDG_CONFIG_HOME || join(home, '.config'), 'casilla/casilla.toml'),
    '/etc/casilla/casilla.toml',
  ];
}

export type Found = { file: string; text: string } | { problem: Problem } | null;

function read(file: string, place: Place, mayBeMissing: boolean): Found {
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    // ENOTDIR: a part of the path is a file, so there is none of that name either.
    if (mayBeMissing && (reason === 'ENOENT' || reason === 'ENOTDIR')) return null;
    return { problem: { kind: 'unreadable', place, file, reason } };
  }
}

/** `named` is what --config says. Null when no file was named and none exists: then defaults do. */
export function findFile(named: string | undefined, around: Surroundings): Found {
  if (named !== undefined)
    return read(resolve(around.directory, named), { at: 'option', option: '--config' }, false);
  const variable = around.env.CASILLA_CONFIG;
  if (variable)
    return read(resolve(around.directory, variable), { at: 'environment', name: 'CASILLA_CONFIG' }, false);
  for (const file of searchPath(around)) {
    const found = read(file, { at: 'file', file, line: null }, true);
    if (found !== null) return found;
  }
  return null;
}
