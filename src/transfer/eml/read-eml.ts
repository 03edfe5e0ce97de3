// Letters that are single files: those that are named, and those named *.eml in directories that are named, with what
// letters.jsonl beside them says of them.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LetterFacts, Source, SourceItem } from '../letter.ts';
import { openFile, readFilePieces, reasonOf } from '../open-file.ts';
import { indexName, parseIndexLine } from './index-line.ts';

export type EmlOptions = {
  files: readonly string[];
  /** Where letters go of which no index tells. */
  folder: string;
};

/** Throws nothing: a file that cannot be read is an item. */
export function openEmlSource({ files, folder }: EmlOptions): Source {
  const found = files.flatMap(findFiles);
  return {
    total: found.length,
    async *items() {
      let index = { directory: '', facts: new Map<string, LetterFacts>() };
      for (const [number, path] of found.entries()) {
        const directory = dirname(path);
        if (directory !== index.directory) index = { directory, facts: readIndex(directory) };
        yield itemOf(path, index.facts.get(basename(path)), folder, number + 1);
      }
    },
  };
}

function findFiles(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const below = join(path, entry.name);
        if (entry.isDirectory()) return findFiles(below);
        return entry.name.toLowerCase().endsWith('.eml') ? [below] : [];
      });
  } catch {
    return [path]; // A file, or something that is named when its turn comes.
  }
}

function itemOf(path: string, known: LetterFacts | undefined, folder: string, done: number): SourceItem {
  try {
    // Tried here, so that a file that cannot be read is a bad one and no failed import.
    openFile(path)[Symbol.dispose]();
  } catch (error) {
    return { kind: 'bad', name: path, reason: reasonOf(error), done };
  }
  // The time of a file says when it was saved: the letter's own Date is nearer to when it came.
  const facts = known ?? { folder, flags: 0, keywords: [], internalDate: null, uidl: null };
  return { kind: 'letter', name: path, facts, octets: () => readFilePieces(path), ownsMemory: true, done };
}

function readIndex(directory: string): Map<string, LetterFacts> {
  const facts = new Map<string, LetterFacts>();
  let text: string;
  try {
    text = readFileSync(join(directory, indexName), 'utf8');
  } catch {
    return facts;
  }
  for (const line of text.split('\n')) {
    const parsed = parseIndexLine(line);
    if (parsed !== undefined) facts.set(parsed.file, parsed.facts);
  }
  return facts;
}
