// `casilla help [COMMAND]`
import type { Command } from 'commander';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { type Terminal, writeLine } from '../terminal.ts';

export function addHelp(program: Command, { say, stdout }: Terminal): void {
  program
    .command('help')
    .description(say('aboutHelp'))
    .argument('[COMMAND...]')
    .action(async (path: string[]) => {
      let command = program;
      for (const name of path) {
        const next = command.commands.find((each) => each.name() === name);
        if (next === undefined)
          throw new Failure(exitCode.usage, say('unknownCommand', { what: path.join(' ') }));
        command = next;
      }
      await writeLine(stdout, command.helpInformation().trimEnd());
    });
}
