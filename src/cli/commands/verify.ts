// `casilla verify`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { Finding } from '../../office/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { formatOctets } from '../octets.ts';
import { openOffice } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';
import type { TextName } from '../texts.ts';

const findingTexts = {
  'body-missing': 'findingBodyMissing',
  'body-digest': 'findingBodyDigest',
  'body-octets': 'findingBodyOctets',
  'body-references': 'findingBodyReferences',
  'mailbox-count': 'findingMailboxCount',
  'account-usage': 'findingAccountUsage',
  'derived-missing': 'findingDerivedMissing',
  ledger: 'findingLedger',
  database: 'findingDatabase',
} as const satisfies Record<Finding['what'], TextName>;

export function addVerify(program: Command, terminal: Terminal): void {
  const { say, stdout, language } = terminal;
  const command = program
    .command('verify')
    .description(say('aboutVerify'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(async (options: SettingsOptions & { json?: boolean }) => {
    await using administration = await openOffice(options, terminal);
    const report = await administration.verify(progressOn(terminal));
    const { findings, octets, accounts, mailboxes, messages, bodies } = report;
    if (options.json) await writeLine(stdout, JSON.stringify(report, null, 2));
    else {
      for (const { where, what, found, expected } of findings)
        await writeLine(stdout, say('finding', { where, what: say(findingTexts[what]), found, expected }));
      const size = formatOctets(octets, language);
      await writeLine(stdout, say('verifyRead', { accounts, mailboxes, messages, bodies, size }));
      const end = findings.length === 0 ? say('verifyGood') : say('verifyBad', { count: findings.length });
      await writeLine(stdout, end);
    }
    if (findings.length > 0) throw new Failure(exitCode.data, '');
  });
}

/** One line that is written over itself, on a terminal only; gone at the end. */
function progressOn({ stderr, say }: Terminal): ((done: number, total: number) => void) | undefined {
  if (!stderr.isTTY) return undefined;
  let shown = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    if (percent === shown) return;
    shown = percent;
    stderr.write(percent >= 100 ? '\r\x1b[K' : `\r\x1b[K${say('verifyProgress', { percent })}`);
  };
}
