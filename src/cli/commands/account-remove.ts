// `casilla account remove NAME`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { openOffice } from '../open-office.ts';
import { ask } from '../prompt.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';

export function addAccountRemove(account: Command, terminal: Terminal): void {
  const { say, stdin } = terminal;
  const command = account
    .command('remove')
    .description(say('aboutRemove'))
    .argument('<NAME>', say('argumentName'))
    .option('--yes', say('optionYes'));
  addSettingsOptions(command, terminal).action(
    async (name: string, options: SettingsOptions & { yes?: boolean }) => {
      if (!options.yes) {
        if (!stdin.isTTY) throw new Failure(exitCode.usage, say('yesNeeded', { name }));
        const answer = await ask(say('askRemove', { name }), terminal);
        if (!/^(y|yes|s|sí|si)$/i.test(answer.trim()))
          throw new Failure(exitCode.interrupted, say('notRemoved'));
      }
      await using administration = await openOffice(options, terminal);
      await administration.removeAccount(name);
      await writeLine(terminal.stdout, say('removed', { name }));
    },
  );
}
