// The options that every command with settings has, and the settings they give.
import type { Command } from 'commander';
import {
  formatProblem,
  loadSettings,
  type Problem,
  type Settings,
  type SettingsOptions,
} from '../config/index.ts';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

export function addSettingsOptions(command: Command, { say }: Terminal): Command {
  return command
    .option('--config <FILE>', say('optionConfig'))
    .option('--data <DIR>', say('optionData'))
    .option('--set <KEY=VALUE>', say('optionSet'), (each: string, before: string[] = []) => [
      ...before,
      each,
    ]);
}

/** Throws Failure that names every problem. */
export function settingsFrom(options: SettingsOptions, terminal: Terminal): Settings {
  const loaded = loadSettings(options, terminal.around);
  if (!loaded.ok) throw problemsFailure(loaded.problems, terminal);
  return loaded.settings;
}

export function problemsFailure(problems: readonly Problem[], { language }: Terminal): Failure {
  const code = problems.every(({ kind }) => kind === 'unreadable') ? exitCode.noInput : exitCode.config;
  return new Failure(code, problems.map((problem) => formatProblem(problem, language)).join('\n'));
}
