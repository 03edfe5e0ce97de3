// `casilla mail …`
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { addMailFolders } from './mail-folders.ts';
import { addMailList } from './mail-list.ts';
import { addMailShow } from './mail-show.ts';

export function addMail(program: Command, terminal: Terminal): void {
  const mail = program.command('mail').description(terminal.say('aboutMail'));
  addMailFolders(mail, terminal);
  addMailList(mail, terminal);
  addMailShow(mail, terminal);
}
