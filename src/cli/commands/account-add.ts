// `casilla account add NAME` and `casilla account add --batch FILE`
import { type Command, Option } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { Administration, BatchLine, BatchReport } from '../../office/index.ts';
import { type BadLine, parseBatch, schemes } from '../batch.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { readAll, readInputFile } from '../input.ts';
import { openOffice } from '../open-office.ts';
import { addPasswordOptions, type PasswordOptions, passwordFor } from '../password.ts';
import { formatRefusal } from '../refusal-text.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { type Terminal, writeLine } from '../terminal.ts';

/** Lines sent at a time: a block is one short write, and a lost connection loses no report of those before. */
const blockSize = 500;

export function addAccountAdd(account: Command, terminal: Terminal): void {
  const { say } = terminal;
  const command = account
    .command('add')
    .description(say('aboutAdd'))
    .argument('[NAME]', say('argumentName'))
    .addOption(new Option('--batch <FILE>', say('optionBatch')).conflicts(['passwordFile', 'passwordStdin']));
  addSettingsOptions(addPasswordOptions(command, terminal), terminal).action(
    async (name: string | undefined, options: SettingsOptions & PasswordOptions & { batch?: string }) => {
      if ((name === undefined) === (options.batch === undefined))
        throw new Failure(exitCode.usage, say('nameOrBatch'));
      if (options.batch !== undefined) return addBatch(options.batch, options, terminal);
      const password = await passwordFor(name!, options, terminal);
      await using administration = await openOffice(options, terminal);
      await administration.addAccount(name!, { password });
      await writeLine(terminal.stdout, say('added', { name: name! }));
    },
  );
}

async function addBatch(file: string, options: SettingsOptions, terminal: Terminal): Promise<void> {
  const octets = file === '-' ? await readAll(terminal.stdin) : readInputFile(file, terminal);
  const { lines, bad } = parseBatch(octets);
  await using administration = await openOffice(options, terminal);
  const report: BatchReport = { added: 0, failed: [] };
  try {
    await addBlocks(administration, lines, report);
  } finally {
    const failures = [
      ...bad.map((each) => ({ line: each.line, why: formatBadLine(each.wrong, terminal) })),
      ...report.failed.map(({ line, name, reason }) => ({
        line,
        why: formatRefusal(reason, name, terminal.language),
      })),
    ].sort((a, b) => a.line - b.line);
    for (const { line, why } of failures) await writeLine(terminal.stderr, `${file}:${line}: ${why}`);
    const counts = { added: report.added, failed: failures.length };
    await writeLine(terminal.stdout, terminal.say('addedMany', counts));
  }
  if (bad.length + report.failed.length > 0) throw new Failure(exitCode.data, '');
}

async function addBlocks(administration: Administration, lines: readonly BatchLine[], report: BatchReport) {
  for (let from = 0; from < lines.length; from += blockSize) {
    const { added, failed } = await administration.addAccounts(lines.slice(from, from + blockSize));
    report.added += added;
    report.failed.push(...failed);
  }
}

function formatBadLine(wrong: BadLine['wrong'], { say }: Terminal): string {
  switch (wrong) {
    case 'no-colon':
      return say('lineNoColon');
    case 'no-name':
      return say('lineNoName');
    case 'no-secret':
      return say('lineNoSecret');
    case 'not-text':
      return say('lineNotText');
    default:
      return say('lineScheme', {
        scheme: wrong.scheme,
        known: schemes.map((name) => `{${name}}`).join(', '),
      });
  }
}
