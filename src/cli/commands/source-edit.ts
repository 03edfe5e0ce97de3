// `casilla source edit ACCOUNT NAME …`
import { type Command, Option } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import { sourcePassword } from '../password.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { addSourceOptions, type SourceOptions, settingsGiven } from '../source-settings.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { withSources } from '../with-sources.ts';

type Options = SettingsOptions & SourceOptions & { rename?: string; askPassword?: boolean };

export function addSourceEdit(source: Command, terminal: Terminal): void {
  const { say, stdout } = terminal;
  const command = source
    .command('edit')
    .description(say('aboutSourceEdit'))
    .argument('<ACCOUNT>', say('argumentAccount'))
    .argument('<NAME>', say('argumentSource'))
    .option('--rename <NAME>', say('optionRename'))
    .addOption(
      new Option('--ask-password', say('optionAskPassword')).conflicts([
        ...['passwordFile', 'passwordStdin', 'passwordCommand', 'passwordVariable'],
      ]),
    );
  addSettingsOptions(addSourceOptions(command, terminal), terminal).action(
    async (account: string, name: string, options: Options) => {
      const { askPassword, passwordFile, passwordStdin, rename } = options;
      const changes = await settingsGiven(options, terminal);
      await withSources(options, terminal, async (sources) => {
        const { settings } = await sources.showSource({ account, name });
        const isGiven = askPassword || passwordFile !== undefined || passwordStdin;
        const { host, user } = { ...settings, ...dropNull(changes) };
        // One that is elsewhere from now on is not kept here too.
        const secret = isGiven
          ? await sourcePassword({ host, user }, options, terminal)
          : changes.secret
            ? null
            : undefined;
        if (isGiven) changes.secret = { kind: 'stored' };
        await sources.editSource({
          ...{ account, name, changes },
          ...(rename !== undefined && { rename }),
          ...(secret !== undefined && { secret }),
        });
        await writeLine(stdout, say('sourceChanged', { name: rename ?? name }));
      });
    },
  );
}

const dropNull = <T extends { host?: string | null; user?: string | null }>({ host, user }: T) => ({
  ...(host && { host }),
  ...(user && { user }),
});
