// `casilla source plan ACCOUNT NAME [--cancel LETTER…] [--allow LETTER…]`
import type { Command } from 'commander';
import type { PlanReport } from '../../collector/index.ts';
import type { SettingsOptions } from '../../config/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { formatOctets } from '../octets.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { asJson, formatMinute } from '../source-text.ts';
import { formatTable } from '../table.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { formatTrouble, troubleExit } from '../trouble-text.ts';
import { withSources } from '../with-sources.ts';

type Options = SettingsOptions & { json?: boolean; cancel?: string[]; allow?: string[] };

export function addSourcePlan(source: Command, terminal: Terminal): void {
  const { say, stdout } = terminal;
  const command = source
    .command('plan')
    .description(say('aboutSourcePlan'))
    .argument('<ACCOUNT>', say('argumentAccount'))
    .argument('<NAME>', say('argumentSource'))
    .option('--cancel <LETTER...>', say('optionCancel'))
    .option('--allow <LETTER...>', say('optionAllow'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(async (account: string, name: string, options: Options) => {
    const cancel = options.cancel && entriesIn(options.cancel, terminal);
    const allow = options.allow && entriesIn(options.allow, terminal);
    await withSources(options, terminal, async (sources) => {
      if (cancel !== undefined) {
        const count = await sources.holdLetters({ account, name, entries: cancel, held: true });
        await writeLine(stdout, say('planHeld', { count }));
      }
      if (allow !== undefined) {
        const count = await sources.holdLetters({ account, name, entries: allow, held: false });
        await writeLine(stdout, say('planAllowed', { count }));
      }
      if (cancel !== undefined || allow !== undefined) return;
      const found = await sources.planSource({ account, name });
      if (options.json) await writeLine(stdout, asJson(found));
      else if (found.at === 'report')
        for (const line of linesOf(found.report, terminal)) await writeLine(stdout, line);
      if (found.at === 'trouble')
        throw new Failure(troubleExit(found.trouble), options.json ? '' : formatTrouble(found.trouble, say));
    });
  });
}

function entriesIn(given: readonly string[], { say }: Terminal): number[] | 'all' {
  if (given.length === 1 && given[0] === 'all') return 'all';
  return given.map((text) => {
    if (!/^\d{1,15}$/.test(text)) throw new Failure(exitCode.usage, say('badNumber', { what: text }));
    return Number(text);
  });
}

function linesOf(report: PlanReport, { say, language }: Terminal): string[] {
  const { remove, waiting, octets, capped, refused } = report;
  const row = (entry: number, size: number, storedAt: number, when: string) => [
    String(entry),
    formatOctets(size, language),
    formatMinute(storedAt),
    when,
  ];
  const rows = [
    [say('columnUid'), say('columnSize'), say('columnDownloaded'), say('columnDeletion')],
    ...remove.map((each) => row(each.entry, each.octets, each.storedAt, say('now'))),
    ...waiting.map((each) => row(each.entry, each.octets, each.storedAt, formatMinute(each.at))),
  ];
  const counts = { remove: remove.length, size: formatOctets(octets, language), waiting: waiting.length };
  return [
    ...(rows.length > 1 ? formatTable(rows, ['>', '>', '<', '<']) : []),
    say('planReport', counts),
    ...(capped ? [say('planCapped')] : []),
    ...(refused === undefined ? [] : [say('planRefused', { why: refused })]),
  ];
}
