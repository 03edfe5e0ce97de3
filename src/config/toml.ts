// A TOML file as entries: each key with its value and its line.
import { dirname } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { Entry } from './entry.ts';
import { lineOf } from './line-of.ts';
import type { Problem } from './problem.ts';
import { isKey } from './schema.ts';

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

const isScalar = (value: unknown): value is string | number | bigint =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';

function rawOf(value: unknown): Entry['raw'] {
  if (Array.isArray(value) && value.every(isScalar)) return { items: value.map(String) };
  // A string in a file is one item even where it holds a comma: a file has arrays for lists.
  if (isScalar(value)) return { items: [String(value)] };
  return { other: JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) };
}

/** Never throws for what the file holds. `file` is absolute. */
export function parseToml(text: string, file: string): { entries: Entry[]; problems: Problem[] } {
  let root: Record<string, unknown>;
  try {
    root = parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
    return {
      entries: [],
      problems: [{ kind: 'not-toml', place: { at: 'file', file, line: error.line }, reason }],
    };
  }
  const entries: Entry[] = [];
  const walk = (table: Record<string, unknown>, prefix: string) => {
    for (const [key, value] of Object.entries(table)) {
      const name = prefix + key;
      if (isTable(value) && !isKey(name)) walk(value, `${name}.`);
      else {
        const place = { at: 'file', file, line: lineOf(text, name) } as const;
        entries.push({ name, raw: rawOf(value), directory: dirname(file), place });
      }
    }
  };
  walk(root, '');
  return { entries, problems: [] };
}
