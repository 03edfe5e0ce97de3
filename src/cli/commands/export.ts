// `casilla export NAME --maildir DIR | --mbox FILE | --eml DIR`
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { Destination } from '../../transfer/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { openLetters } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import type { Terminal } from '../terminal.ts';
import { listenOn, writeReport } from '../transfer-report.ts';

type Options = SettingsOptions & { maildir?: string; mbox?: string; eml?: string; folder?: string[] };

export function addExport(program: Command, terminal: Terminal): void {
  const { say } = terminal;
  const command = program
    .command('export')
    .description(say('aboutExport'))
    .argument('<NAME>', say('argumentName'))
    .option('--maildir <DIR>', say('optionMaildirOut'))
    .option('--mbox <FILE>', say('optionMboxOut'))
    .option('--eml <DIR>', say('optionEmlOut'))
    .option('--folder <FOLDER...>', say('optionFolders'));
  addSettingsOptions(command, terminal).action(async (name: string, options: Options) => {
    const { maildir, mbox, eml, folder } = options;
    const given = [maildir, mbox, eml].filter((each) => each !== undefined);
    if (given.length !== 1) throw new Failure(exitCode.usage, say('oneDestination'));
    const path = resolve(terminal.around.directory, given[0]!);
    const transfer = await import('../../transfer/index.ts');
    const open = (): Destination => {
      if (maildir !== undefined) return transfer.openMaildirDestination(path);
      return mbox !== undefined ? transfer.openMboxDestination(path) : transfer.openEmlDestination(path);
    };
    terminal.keepMemoryLittle();
    await using letters = await openLetters(options, terminal);
    const listening = listenOn(terminal);
    try {
      const { heard } = listening;
      const tally = await transfer.exportLetters(letters, open, {
        account: name,
        folders: folder ?? null,
        heard,
      });
      listening.end();
      await writeReport('export', tally, terminal);
    } catch (error) {
      listening.end();
      throw outputFailure(error, given[0]!, terminal) ?? error;
    }
  });
}

/** What the file system refuses. */
function outputFailure(error: unknown, file: string, { say }: Terminal): Failure | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST')
    return new Failure(exitCode.cannotCreate, say('outputExists', { file }), { cause: error });
  if (code === undefined || syscall === undefined) return undefined;
  const isCreation = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(code);
  const exit = isCreation ? exitCode.cannotCreate : exitCode.io;
  return new Failure(exit, say('outputFails', { file, reason: code }), { cause: error });
}
