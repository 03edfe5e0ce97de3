// The commands, and help in the person's language.
import { Command } from 'commander';
import { addAccount } from './commands/account.ts';
import { addCollect } from './commands/collect.ts';
import { addConfig } from './commands/config.ts';
import { addDeliver } from './commands/deliver.ts';
import { addDemo } from './commands/demo.ts';
import { addExport } from './commands/export.ts';
import { addHelp } from './commands/help.ts';
import { addImport } from './commands/import.ts';
import { addMail } from './commands/mail.ts';
import { addServe } from './commands/serve.ts';
import { addSource } from './commands/source.ts';
import { addVerify } from './commands/verify.ts';
import { addVersion } from './commands/version.ts';
import { bold, type Terminal } from './terminal.ts';
import { versionLine } from './version.ts';

export function createProgram(terminal: Terminal): Command {
  const { say, stdout, stderr } = terminal;
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('titleUsage'),
    'Arguments:': say('titleArguments'),
    'Options:': say('titleOptions'),
    'Commands:': say('titleCommands'),
  };
  const program = new Command('casilla')
    .description(say('about'))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: () => {}, // run.ts says it, in the person's language.
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      getOutHasColors: () => terminal.color,
      getErrHasColors: () => terminal.color,
    })
    .configureHelp({
      styleTitle: (title) => bold(terminal, titles[title] ?? title),
      styleOptionText: (text) => (text === '[options]' ? say('usageOptions') : text),
      styleSubcommandText: (text) => (text === '[command]' ? say('usageCommand') : text),
    })
    .version(versionLine(), '-V, --version', say('aboutVersion'))
    .helpOption('-h, --help', say('optionHelp'))
    .helpCommand(false);
  addDemo(program, terminal);
  addServe(program, terminal);
  addAccount(program, terminal);
  addSource(program, terminal);
  addCollect(program, terminal);
  addDeliver(program, terminal);
  addImport(program, terminal);
  addExport(program, terminal);
  addMail(program, terminal);
  addConfig(program, terminal);
  addVerify(program, terminal);
  addVersion(program, terminal);
  addHelp(program, terminal);
  return program;
}
