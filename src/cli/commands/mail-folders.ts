// `casilla mail folders NAME`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import { formatOctets } from '../octets.ts';
import { openLetters } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { formatTable } from '../table.ts';
import { bold, type Terminal, writeLine } from '../terminal.ts';

export function addMailFolders(mail: Command, terminal: Terminal): void {
  const { say, stdout, language } = terminal;
  const command = mail
    .command('folders')
    .description(say('aboutMailFolders'))
    .argument('<NAME>', say('argumentName'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(
    async (name: string, options: SettingsOptions & { json?: boolean }) => {
      await using letters = await openLetters(options, terminal);
      const folders = await letters.listFolders({ account: name });
      if (options.json) return writeLine(stdout, JSON.stringify(folders, null, 2));
      const head = [say('columnFolder'), say('columnLetters'), say('columnUnseen'), say('columnSize')];
      const rows = folders.map((each) => [
        each.folder,
        String(each.letters),
        String(each.unseen),
        formatOctets(each.octets, language),
      ]);
      const lines = formatTable([head.map((title) => bold(terminal, title)), ...rows], ['<', '>', '>', '>']);
      await writeLine(stdout, lines.join('\n'));
    },
  );
}
