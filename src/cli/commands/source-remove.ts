// `casilla source remove ACCOUNT NAME`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { ask } from '../prompt.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { withSources } from '../with-sources.ts';

export function addSourceRemove(source: Command, terminal: Terminal): void {
  const { say, stdin } = terminal;
  const command = source
    .command('remove')
    .description(say('aboutSourceRemove'))
    .argument('<ACCOUNT>', say('argumentAccount'))
    .argument('<NAME>', say('argumentSource'))
    .option('--yes', say('optionYes'));
  addSettingsOptions(command, terminal).action(
    async (account: string, name: string, options: SettingsOptions & { yes?: boolean }) => {
      if (!options.yes) {
        if (!stdin.isTTY) throw new Failure(exitCode.usage, say('yesNeeded', { name }));
        const answer = await ask(say('askRemoveSource', { name }), terminal);
        if (!/^(y|yes|s|sí|si)$/i.test(answer.trim()))
          throw new Failure(exitCode.interrupted, say('notRemoved'));
      }
      await withSources(options, terminal, async (sources) => {
        await sources.removeSource({ account, name });
        await writeLine(terminal.stdout, say('sourceRemoved', { name }));
      });
    },
  );
}
