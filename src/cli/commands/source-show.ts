// `casilla source show ACCOUNT NAME`
import type { Command } from 'commander';
import { formatDuration, type SettingsOptions } from '../../config/index.ts';
import type { SourceDetails } from '../../office/index.ts';
import { formatReconciliation } from '../collect-report.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { asJson, formatMinute, formatState } from '../source-text.ts';
import { formatTable } from '../table.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { formatTrouble } from '../trouble-text.ts';
import { withSources } from '../with-sources.ts';

type Options = SettingsOptions & { json?: boolean; transcript?: boolean };

export function addSourceShow(source: Command, terminal: Terminal): void {
  const { say, stdout } = terminal;
  const command = source
    .command('show')
    .description(say('aboutSourceShow'))
    .argument('<ACCOUNT>', say('argumentAccount'))
    .argument('<NAME>', say('argumentSource'))
    .option('--transcript', say('optionTranscript'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(async (account: string, name: string, options: Options) => {
    await withSources(options, terminal, async (sources) => {
      const details = await sources.showSource({ account, name });
      if (options.json) return writeLine(stdout, asJson(details));
      if (options.transcript) {
        // The server's words: no control characters on a terminal.
        for (const line of details.transcript) await writeLine(stdout, line.replaceAll(/\p{Cc}/gu, ' '));
        return;
      }
      for (const line of await linesOf(details, terminal)) await writeLine(stdout, line);
    });
  });
}

/** The settings by the names of their options, so that what is read can be typed. */
async function linesOf(details: SourceDetails, terminal: Terminal): Promise<string[]> {
  const { formatKeep } = await import('../../collector/index.ts');
  const { say } = terminal;
  const { settings, last, aside, nextAt, ranAt } = details;
  const { secret, pins, mechanism, auth } = settings;
  const rows = [
    ['--host', settings.host],
    ['--port', String(settings.port)],
    ['--user', settings.user],
    ['--tls', settings.tls],
    ['--login', (mechanism ?? auth).toLowerCase()],
    ...(secret.kind === 'command' ? [['--password-command', secret.command]] : []),
    ...(secret.kind === 'environment' ? [['--password-variable', secret.variable]] : []),
    ['--trust', settings.trust],
    ...pins.map((pin) => ['--pin', pin]),
    ['--mailbox', settings.mailbox],
    ['--keep', formatKeep(settings.keep)],
    ['--grace', formatDuration(settings.grace * 1000)],
    ['--cap', String(settings.mostDeletions)],
    ['--every', formatDuration(settings.every * 1000)],
    [settings.newestFirst ? '--newest-first' : '--oldest-first', ''],
  ];
  const next = nextAt === null ? '-' : nextAt <= terminal.now() ? say('now') : formatMinute(nextAt);
  return [
    ...formatTable(rows, ['<', '<']),
    `${formatMinute(ranAt)} → ${next}: ${formatState(details, terminal)}`,
    ...(last && last.listing !== 'none' ? [formatReconciliation(last, terminal)] : []),
    ...(last?.trouble ? [formatTrouble(last.trouble, say)] : []),
    ...aside.map(({ entry, why }) => say('letterAside', { entry, why })),
  ];
}
