// `casilla collect [ACCOUNT [NAME…]]`
import type { Command } from 'commander';
import type { Report } from '../../collector/index.ts';
import type { SettingsOptions } from '../../config/index.ts';
import type { OpenSources, SourceNamed } from '../../office/index.ts';
import { createCollectProgress } from '../collect-progress.ts';
import { formatReconciliation, reportExit } from '../collect-report.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { asJson } from '../source-text.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { formatTrouble } from '../trouble-text.ts';
import { withSources } from '../with-sources.ts';

type Options = SettingsOptions & { json?: boolean; tryAgain?: boolean };

/** Sources that are collected at once: one that hangs does not keep the others waiting. */
const atOnce = 8;

export function addCollect(program: Command, terminal: Terminal): void {
  const { say } = terminal;
  const command = program
    .command('collect')
    .description(say('aboutCollect'))
    .argument('[ACCOUNT]', say('argumentAccount'))
    .argument('[NAME...]', say('argumentSources'))
    .option('--try-again', say('optionTryAgain'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(
    async (account: string | undefined, names: string[], options: Options) => {
      await withSources(options, terminal, (sources) => collect(sources, account, names, options, terminal));
    },
  );
}

async function collect(
  sources: OpenSources,
  account: string | undefined,
  names: readonly string[],
  { json, tryAgain = false }: Options,
  terminal: Terminal,
): Promise<void> {
  const { stdout, stderr, say } = terminal;
  const wanted = await named(sources, account, names);
  if (wanted.length === 0) await writeLine(stderr, say('noSources'));
  const progress = createCollectProgress(terminal);
  const reports: (SourceNamed & { report: Report })[] = [];
  const waiting = [...wanted];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const title = `${next.account} ${next.name}`;
      const report = await sources.collectSource({ ...next, tryAgain }, progress.hear(title));
      reports.push({ ...next, report });
      if (json) continue;
      progress.clear();
      if (report.listing !== 'none')
        await writeLine(stdout, `${title}: ${formatReconciliation(report, terminal)}`);
      if (report.trouble) await writeLine(stderr, `casilla: ${title}: ${formatTrouble(report.trouble, say)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, wanted.length) }, worker));
  progress.clear();
  const inOrder = wanted.map(
    (each) => reports.find((done) => done.account === each.account && done.name === each.name)!,
  );
  if (json) await writeLine(stdout, asJson(inOrder.map(({ account, report }) => ({ ...report, account }))));
  const failed = inOrder.map(({ report }) => reportExit(report)).find((code) => code !== exitCode.ok);
  if (failed !== undefined) throw new Failure(failed, '');
}

/** Those named, disabled or not; else all that are enabled. Rejects for a name that is none before anything is asked. */
async function named(
  sources: OpenSources,
  account: string | undefined,
  names: readonly string[],
): Promise<SourceNamed[]> {
  if (account !== undefined && names.length > 0) {
    for (const name of names) await sources.showSource({ account, name });
    return [...new Set(names)].map((name) => ({ account, name }));
  }
  const all = await sources.listSources(account === undefined ? {} : { account });
  return all.filter(({ settings }) => settings.enabled).map(({ account, name }) => ({ account, name }));
}
