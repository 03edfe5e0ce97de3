// `casilla account quota NAME SIZE`
import type { Command } from 'commander';
import { formatSize, parseSize, type SettingsOptions } from '../../config/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { openOffice } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';

export function addAccountQuota(account: Command, terminal: Terminal): void {
  const { say } = terminal;
  const command = account
    .command('quota')
    .description(say('aboutQuota'))
    .argument('<NAME>', say('argumentName'))
    .argument('<SIZE>', say('argumentSize'));
  addSettingsOptions(command, terminal).action(
    async (name: string, size: string, options: SettingsOptions) => {
      const octets = size.toLowerCase() === 'none' ? null : parseSize(size);
      if (octets === undefined) throw new Failure(exitCode.usage, say('badSize', { what: size }));
      await using administration = await openOffice(options, terminal);
      await administration.setQuota(name, octets);
      const said =
        octets === null ? say('quotaNone', { name }) : say('quotaSet', { name, size: formatSize(octets) });
      await writeLine(terminal.stdout, said);
    },
  );
}
