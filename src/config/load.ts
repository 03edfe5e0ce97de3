// Reads the settings: the file, over it the environment, over that the command line; checks everything and names
// every problem at once.
import { readAssignments, readDataOption } from './assignment.ts';
import { checkTogether } from './check-together.ts';
import type { Entry } from './entry.ts';
import { readEnvironment } from './environment.ts';
import { findFile } from './find-file.ts';
import { nearest } from './nearest.ts';
import type { Place, Problem } from './problem.ts';
import { isKey, type Key, keys, type ListSetting, type Setting, schema, type Values } from './schema.ts';
import type { Settings } from './settings.ts';
import { settingsOf } from './settings-of.ts';
import type { Surroundings } from './surroundings.ts';
import { parseToml } from './toml.ts';

/** What the command line says. */
export type SettingsOptions = { config?: string; data?: string; set?: readonly string[] };

export type Loaded =
  | { ok: true; settings: Settings /** Absolute; null: no file was found. */; file: string | null }
  | { ok: false; problems: Problem[] };

const kindOf = (key: Key) => schema[key] as Setting<unknown> | ListSetting<unknown>;

/** The value of an entry, or what is wrong with it. An empty text is an empty list. */
function readValue(key: Key, { raw, directory, place }: Entry): { value: unknown } | { problem: Problem } {
  const { kind, list } = kindOf(key);
  const bad = (value: string) => ({
    problem: { kind: 'bad-value', place, key, value, takes: kind.takes } as const,
  });
  if ('other' in raw) return bad(raw.other);
  const items =
    'items' in raw
      ? raw.items
      : list
        ? raw.text
            .split(',')
            .map((item) => item.trim())
            .filter(Boolean)
        : [raw.text];
  if (!list && items.length !== 1) return bad(items.join(', '));
  const values: unknown[] = [];
  for (const item of items) {
    const value = kind.parse(item, directory);
    if (value === undefined) return bad(item);
    values.push(value);
  }
  return { value: list ? values : values[0] };
}

/** Never throws for what was written anywhere. */
export function loadSettings(options: SettingsOptions, around: Surroundings): Loaded {
  const found = findFile(options.config, around);
  const none = { entries: [], problems: [] };
  const sources = [
    found === null
      ? none
      : 'problem' in found
        ? { entries: [], problems: [found.problem] }
        : parseToml(found.text, found.file),
    readEnvironment(around),
    readAssignments(options.set ?? [], around.directory),
  ];
  const problems = sources.flatMap((source) => source.problems);
  const entries: Entry[] = sources.flatMap((source) => source.entries);
  if (options.data !== undefined) entries.push(readDataOption(options.data, around.directory));

  const values: Partial<Record<Key, unknown>> = {};
  const places: Partial<Record<Key, Place>> = {};
  const bad = new Set<Key>();
  for (const entry of entries) {
    const { name, place } = entry;
    if (!isKey(name)) {
      problems.push({ kind: 'unknown', place, name, nearest: nearest(name, keys) });
      continue;
    }
    const result = readValue(name, entry);
    if ('problem' in result) {
      problems.push(result.problem);
      bad.add(name);
    } else [values[name], places[name]] = [result.value, place];
  }
  for (const key of keys) if (!(key in places)) values[key] = kindOf(key).fallback(around);

  // The loop above gave every key a value of its own kind, which the type cannot follow.
  const settings = settingsOf(values as Values);
  problems.push(...checkTogether(settings, places, bad));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, settings, file: found !== null && 'file' in found ? found.file : null };
}
