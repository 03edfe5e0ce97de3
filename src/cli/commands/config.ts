// `casilla config check`, `describe` and `example`
import type { Command } from 'commander';
import {
  checkFiles,
  formatExample,
  formatManual,
  loadSettings,
  type SettingsOptions,
} from '../../config/index.ts';
import { addSettingsOptions, problemsFailure } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';

export function addConfig(program: Command, terminal: Terminal): void {
  const { say, stdout, language, around } = terminal;
  const config = program.command('config').description(say('aboutConfig'));

  addSettingsOptions(config.command('check').description(say('aboutCheck')), terminal).action(
    async (options: SettingsOptions) => {
      const loaded = loadSettings(options, around);
      const problems = loaded.ok ? checkFiles(loaded.settings) : loaded.problems;
      if (!loaded.ok || problems.length > 0) throw problemsFailure(problems, terminal);
      const from = loaded.file === null ? say('settingsNoFile') : say('settingsFile', { file: loaded.file });
      await writeLine(stdout, `${say('settingsGood')} ${from}`);
    },
  );
  config
    .command('describe')
    .description(say('aboutDescribe'))
    .action(() => writeLine(stdout, formatManual(language, around).trimEnd()));
  config
    .command('example')
    .description(say('aboutExample'))
    .action(() => writeLine(stdout, formatExample(language, around).trimEnd()));
}
