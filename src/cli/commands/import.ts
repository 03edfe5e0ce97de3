// `casilla import NAME --maildir DIR | --mbox FILE… | --eml FILE…`
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { Quoting, Source } from '../../transfer/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { openLetters } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { listenOn, writeReport } from '../transfer-report.ts';

type Options = SettingsOptions & {
  maildir?: string;
  mbox?: string[];
  eml?: string[];
  folder?: string;
  again?: boolean;
  uidlFormat?: string;
  fromQuoting?: string;
};

export function addImport(program: Command, terminal: Terminal): void {
  const { say } = terminal;
  const command = program
    .command('import')
    .description(say('aboutImport'))
    .argument('<NAME>', say('argumentName'))
    .option('--maildir <DIR>', say('optionMaildirIn'))
    .option('--mbox <FILE...>', say('optionMboxIn'))
    .option('--eml <FILE...>', say('optionEmlIn'))
    .option('--folder <FOLDER>', say('optionFolder'))
    .option('--again', say('optionAgain'))
    .option('--uidl-format <FORMAT>', say('optionUidlFormat'))
    .option('--from-quoting <KIND>', say('optionQuoting'));
  addSettingsOptions(command, terminal).action(async (name: string, options: Options) => {
    terminal.keepMemoryLittle();
    const source = await openSource(options, terminal);
    const { importLetters } = await import('../../transfer/index.ts');
    await using letters = await openLetters(options, terminal);
    const listening = listenOn(terminal);
    try {
      const { heard } = listening;
      const tally = await importLetters(source, letters, {
        account: name,
        again: options.again ?? false,
        heard,
      });
      listening.end();
      await writeReport('import', tally, terminal);
    } catch (error) {
      listening.end();
      const added = listening.tally()?.added ?? 0;
      if (!(error instanceof Failure) && added > 0)
        await writeLine(terminal.stderr, `casilla: ${say('importStopped', { added })}`);
      throw error;
    }
  });
}

async function openSource(options: Options, terminal: Terminal): Promise<Source> {
  const { say, around } = terminal;
  const { maildir, mbox, eml, folder = 'INBOX', fromQuoting = 'mboxrd' } = options;
  const given = [maildir, mbox, eml].filter((each) => each !== undefined);
  if (given.length !== 1) throw new Failure(exitCode.usage, say('oneSource'));
  if (!isQuoting(fromQuoting)) throw new Failure(exitCode.usage, say('badQuoting', { what: fromQuoting }));
  if (maildir !== undefined && options.folder !== undefined)
    throw new Failure(exitCode.usage, say('folderWithMaildir'));
  const transfer = await import('../../transfer/index.ts');
  const { uidlFormat = transfer.defaultUidlFormat } = options;
  if (!transfer.isUidlFormat(uidlFormat))
    throw new Failure(exitCode.usage, say('badUidlFormat', { what: uidlFormat }));
  const name = transfer.folderName(folder.split('/'));
  if (name === undefined) throw new Failure(exitCode.usage, say('badFolder', { subject: folder }));
  const paths = (files: readonly string[]) => files.map((file) => resolve(around.directory, file));
  if (mbox !== undefined)
    return transfer.openMboxSource({ files: paths(mbox), folder: name, quoting: fromQuoting });
  if (eml !== undefined) return transfer.openEmlSource({ files: paths(eml), folder: name });
  try {
    return transfer.openMaildirSource({ directory: resolve(around.directory, maildir!), uidlFormat });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new Failure(exitCode.noInput, say('fileUnreadable', { file: maildir!, reason }), { cause });
  }
}

function isQuoting(text: string): text is Quoting {
  return text === 'mboxrd' || text === 'mboxo' || text === 'none';
}
