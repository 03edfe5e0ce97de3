// Makes each mutation in a copy of the tree, runs the tests that must notice it, and tells which were not noticed.

import { spawn } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutation } from './mutations.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Copies of the tree, one for each core of a small machine. */
const atOnce = 2;
/** Milliseconds of one run: a mutation that hangs is noticed too. */
const patience = 180_000;

export type Mutated = {
  survivors: Mutation[];
  /** `find` does not stand exactly once in the file. */
  misplaced: Mutation[];
};

/** Rejects when the tests fail without any mutation. */
export async function mutate(mutations: readonly Mutation[]): Promise<Mutated> {
  const misplaced = mutations.filter(
    ({ file, find }) => countOf(find, readFileSync(join(root, file), 'utf8')) !== 1,
  );
  const waiting = mutations.filter((mutation) => !misplaced.includes(mutation)).values();
  const survivors: Mutation[] = [];
  const trees = Array.from({ length: atOnce }, copyTree);
  try {
    const [first] = trees;
    for (const tests of new Set(mutations.map(({ noticedBy }) => noticedBy)))
      if (!(await pass(first!, tests))) throw new Error(`${tests.join(' ')} fail without a mutation`);
    const worker = async (tree: string) => {
      for (const mutation of waiting) if (await survives(mutation, tree)) survivors.push(mutation);
    };
    await Promise.all(trees.map(worker));
  } finally {
    for (const tree of trees) rmSync(tree, { recursive: true, force: true });
  }
  return { survivors, misplaced };
}

async function survives({ file, find, replace, noticedBy }: Mutation, tree: string): Promise<boolean> {
  const path = join(tree, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  try {
    return await pass(tree, noticedBy);
  } finally {
    writeFileSync(path, text);
  }
}

/** Pure tests first: they are done in a second, and mostly notice. */
async function pass(tree: string, patterns: readonly string[]): Promise<boolean> {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: tree })).sort();
  const pure = files.filter((file) => file.endsWith('.test.ts'));
  const live = files.filter((file) => file.endsWith('.live.ts'));
  if (!(await run(tree, ['--test-isolation=none', ...pure]))) return false;
  // Without a file it would run all that there are.
  return live.length === 0 || run(tree, ['--test-concurrency=1', ...live]);
}

/** Whether all of them pass; the first that does not ends the run. */
async function run(tree: string, parameters: string[]): Promise<boolean> {
  // What a test that is cut off leaves behind goes with the tree.
  const environment: NodeJS.ProcessEnv = { ...process.env, TMPDIR: join(tree, 'tmp') };
  // Else it would think that it is a part of this very run.
  delete environment.NODE_TEST_CONTEXT;
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', ...parameters], {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: environment,
    // A group of its own, so that the tests' own processes end with it.
    detached: true,
  });
  const end = () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  };
  const limit = setTimeout(end, patience);
  let tail = '';
  child.stdout.on('data', (text: Buffer) => {
    tail = tail.slice(-20) + text.toString();
    if (/^\s*not ok /m.test(tail)) end();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(limit);
  return code === 0;
}

function copyTree(): string {
  const tree = mkdtempSync(join(tmpdir(), 'casilla-mutant-'));
  for (const part of ['src', 'test', 'bin', 'package.json'])
    cpSync(join(root, part), join(tree, part), { recursive: true });
  mkdirSync(join(tree, 'tmp'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

const countOf = (part: string, text: string) => text.split(part).length - 1;
