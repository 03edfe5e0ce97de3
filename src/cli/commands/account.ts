// `casilla account …`
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { addAccountAdd } from './account-add.ts';
import { addAccountList } from './account-list.ts';
import { addAccountPasswd } from './account-passwd.ts';
import { addAccountQuota } from './account-quota.ts';
import { addAccountRemove } from './account-remove.ts';

export function addAccount(program: Command, terminal: Terminal): void {
  const account = program.command('account').description(terminal.say('aboutAccount'));
  addAccountAdd(account, terminal);
  addAccountList(account, terminal);
  addAccountPasswd(account, terminal);
  addAccountRemove(account, terminal);
  addAccountQuota(account, terminal);
}
