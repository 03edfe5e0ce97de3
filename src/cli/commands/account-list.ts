// `casilla account list`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { AccountSummary } from '../../office/index.ts';
import { formatOctets } from '../octets.ts';
import { openOffice } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { formatTable } from '../table.ts';
import { bold, type Terminal, writeLine } from '../terminal.ts';

export function addAccountList(account: Command, terminal: Terminal): void {
  const { say, stdout } = terminal;
  const command = account.command('list').description(say('aboutList')).option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(async (options: SettingsOptions & { json?: boolean }) => {
    await using administration = await openOffice(options, terminal);
    const accounts = await administration.listAccounts();
    if (options.json) return writeLine(stdout, JSON.stringify(accounts.map(asJson), null, 2));
    if (accounts.length === 0) return writeLine(terminal.stderr, say('noAccounts'));
    const head = [say('columnName'), say('columnLetters'), say('columnSize'), say('columnQuota')];
    const [title, ...rows] = formatTable(
      [head, ...accounts.map((each) => asRow(each, terminal))],
      ['<', '>', '>', '>'],
    );
    await writeLine(stdout, [bold(terminal, title!), ...rows].join('\n'));
  });
}

/** A contract with scripts: fields are added, never renamed. */
const asJson = ({ name, madeAt, usedOctets, usedMessages, quotaOctets, quotaMessages }: AccountSummary) => ({
  name,
  madeAt: new Date(madeAt).toISOString(),
  usedOctets,
  usedMessages,
  quotaOctets,
  quotaMessages,
});

const asRow = ({ name, usedOctets, usedMessages, quotaOctets }: AccountSummary, { language }: Terminal) => [
  name,
  String(usedMessages),
  formatOctets(usedOctets, language),
  quotaOctets === null ? '-' : formatOctets(quotaOctets, language),
];
