// `casilla source probe ACCOUNT NAME`
import type { Command } from 'commander';
import type { ProbeReport } from '../../collector/index.ts';
import type { SettingsOptions } from '../../config/index.ts';
import { Failure } from '../failure.ts';
import { formatOctets } from '../octets.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { asJson } from '../source-text.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import { formatTrouble, troubleExit } from '../trouble-text.ts';
import { withSources } from '../with-sources.ts';

export function addSourceProbe(source: Command, terminal: Terminal): void {
  const { say, stdout } = terminal;
  const command = source
    .command('probe')
    .description(say('aboutSourceProbe'))
    .argument('<ACCOUNT>', say('argumentAccount'))
    .argument('<NAME>', say('argumentSource'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(
    async (account: string, name: string, options: SettingsOptions & { json?: boolean }) => {
      await withSources(options, terminal, async (sources) => {
        const found = await sources.probeSource({ account, name });
        if (options.json) await writeLine(stdout, asJson(found));
        else if (found.at === 'report')
          for (const line of await linesOf(found.report, terminal)) await writeLine(stdout, line);
        if (found.at === 'trouble')
          throw new Failure(
            troubleExit(found.trouble),
            options.json ? '' : formatTrouble(found.trouble, say),
          );
      });
    },
  );
}

async function linesOf(report: ProbeReport, { say, language }: Terminal): Promise<string[]> {
  const { knownServers } = await import('../../collector/index.ts');
  const { host, port, greeting, capabilities, mechanism, tls, letters, octets, quirks } = report;
  const notes = knownServers
    .filter(({ id }) => report.knownServers.includes(id))
    .map(({ note }) => note[language]);
  const lines = [`${host}:${port} ${greeting}`, `AUTH ${mechanism}`];
  if (tls) {
    const { subject, issuer, validTo, pin, problem } = tls.certificate;
    lines.push(
      `${tls.protocol} ${tls.cipher}`,
      `${subject} < ${issuer}, ${validTo.toISOString().slice(0, 10)}`,
    );
    lines.push(`--pin ${pin}${problem === undefined ? '' : ` (${problem})`}`);
  }
  lines.push(`CAPA ${capabilities.join(', ') || '-'}`);
  lines.push(
    `UIDL ${mark(report.uniqueIds)}  TOP ${mark(report.top)}  PIPELINING ${mark(report.pipelining)}`,
  );
  if (report.expire !== null) lines.push(`EXPIRE ${report.expire}`);
  if (report.loginDelay !== null) lines.push(`LOGIN-DELAY ${report.loginDelay}`);
  lines.push(...quirks, ...notes);
  lines.push(say('probeLetters', { letters, size: octets === null ? '?' : formatOctets(octets, language) }));
  // The server's words and its certificate's: no control characters on a terminal.
  return lines.map((line) => line.replaceAll(/\p{Cc}/gu, ' '));
}

const mark = (has: boolean) => (has ? '+' : '-');
