// `casilla source add ACCOUNT NAME --host HOST --user USER …`
import type { Command } from 'commander';
import type { SourceSettings } from '../../collector/index.ts';
import type { SettingsOptions } from '../../config/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { sourcePassword } from '../password.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { addSourceOptions, type SourceOptions, settingsGiven } from '../source-settings.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { withSources } from '../with-sources.ts';

export function addSourceAdd(source: Command, terminal: Terminal): void {
  const { say, stdout, stderr } = terminal;
  const command = source
    .command('add')
    .description(say('aboutSourceAdd'))
    .argument('<ACCOUNT>', say('argumentAccount'))
    .argument('<NAME>', say('argumentSource'));
  addSettingsOptions(addSourceOptions(command, terminal), terminal).action(
    async (account: string, name: string, options: SettingsOptions & SourceOptions) => {
      const { host, user } = options;
      if (host === undefined || user === undefined) throw new Failure(exitCode.usage, say('hostAndUser'));
      const given = await settingsGiven(options, terminal);
      const { defaultPort, sourceDefaults } = await import('../../collector/index.ts');
      const { mechanism, authorities } = given;
      const settings = {
        ...sourceDefaults,
        pins: [],
        port: defaultPort(given.tls ?? sourceDefaults.tls),
        ...given,
        mechanism: mechanism ?? undefined,
        authorities: authorities ?? undefined,
      } as SourceSettings;
      if (settings.tls === 'none' && mechanism !== 'APOP')
        await writeLine(stderr, `casilla: ${say('inTheClear')}`);
      const secret =
        given.secret === undefined ? await sourcePassword({ host, user }, options, terminal) : null;
      await withSources(options, terminal, async (sources) => {
        await sources.addSource({ account, name, settings, secret });
        await writeLine(stdout, say('sourceAdded', { account, name }));
      });
    },
  );
}
