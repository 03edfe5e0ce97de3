// `casilla source check ACCOUNT NAME`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import { createCollectProgress } from '../collect-progress.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { asJson } from '../source-text.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { withSources } from '../with-sources.ts';

export function addSourceCheck(source: Command, terminal: Terminal): void {
  const { say, stdout, stderr } = terminal;
  const command = source
    .command('check')
    .description(say('aboutSourceCheck'))
    .argument('<ACCOUNT>', say('argumentAccount'))
    .argument('<NAME>', say('argumentSource'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(
    async (account: string, name: string, options: SettingsOptions & { json?: boolean }) => {
      const progress = createCollectProgress(terminal);
      await withSources(options, terminal, async (sources) => {
        const report = await sources.checkSource({ account, name }, progress.hear(name));
        progress.clear();
        const { letters, right, gone, aside, differing } = report;
        if (options.json) await writeLine(stdout, asJson(report));
        else {
          for (const { entry } of differing)
            await writeLine(stderr, `casilla: ${say('checkDiffers', { entry })}`);
          const counts = { letters, right, gone, aside, differing: differing.length };
          await writeLine(stdout, say('checkReport', counts));
        }
        if (differing.length > 0) throw new Failure(exitCode.data, '');
      });
    },
  );
}
