// `casilla account passwd NAME`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import { openOffice } from '../open-office.ts';
import { addPasswordOptions, type PasswordOptions, passwordFor } from '../password.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';

export function addAccountPasswd(account: Command, terminal: Terminal): void {
  const { say } = terminal;
  const command = account
    .command('passwd')
    .description(say('aboutPasswd'))
    .argument('<NAME>', say('argumentName'));
  addSettingsOptions(addPasswordOptions(command, terminal), terminal).action(
    async (name: string, options: SettingsOptions & PasswordOptions) => {
      const password = await passwordFor(name, options, terminal);
      await using administration = await openOffice(options, terminal);
      await administration.setPassword(name, { password });
      await writeLine(terminal.stdout, say('passwordChanged', { name }));
    },
  );
}
