// `casilla source list [ACCOUNT]`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { asJson, formatMinute, formatState } from '../source-text.ts';
import { formatTable } from '../table.ts';
import { bold, type Terminal, writeLine } from '../terminal.ts';
import { withSources } from '../with-sources.ts';

export function addSourceList(source: Command, terminal: Terminal): void {
  const { say, stdout } = terminal;
  const command = source
    .command('list')
    .description(say('aboutSourceList'))
    .argument('[ACCOUNT]', say('argumentAccount'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(
    async (account: string | undefined, options: SettingsOptions & { json?: boolean }) => {
      await withSources(options, terminal, async (sources) => {
        const all = await sources.listSources(account === undefined ? {} : { account });
        if (options.json) return writeLine(stdout, asJson(all));
        if (all.length === 0) return writeLine(terminal.stderr, say('noSources'));
        const { formatKeep } = await import('../../collector/index.ts');
        const head = [
          'columnAccount',
          'columnSource',
          'columnServer',
          'columnKeep',
          'columnLast',
          'columnState',
        ] as const;
        const rows = all.map((each) => {
          const { host, port, user, keep } = each.settings;
          const server = `${user} @ ${host}:${port}`;
          const state = formatState(each, terminal);
          return [each.account, each.name, server, formatKeep(keep), formatMinute(each.ranAt), state];
        });
        const [title, ...lines] = formatTable(
          [head.map((name) => say(name)), ...rows],
          ['<', '<', '<', '<', '<', '<'],
        );
        await writeLine(stdout, [bold(terminal, title!), ...lines].join('\n'));
      });
    },
  );
}
