// `casilla mail show NAME NUMBER`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { OpenLetters } from '../../office/index.ts';
import type { ShownLetter } from '../../transfer/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { formatOctets } from '../octets.ts';
import { openLetters } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { bold, type Terminal, writeLine } from '../terminal.ts';
import type { TextName } from '../texts.ts';

type Options = SettingsOptions & { folder?: string; raw?: boolean; json?: boolean };

const fieldTexts: Readonly<Record<string, TextName & `field${string}`>> = {
  from: 'fieldFrom',
  to: 'fieldTo',
  cc: 'fieldCc',
  date: 'fieldDate',
  subject: 'fieldSubject',
};

export function addMailShow(mail: Command, terminal: Terminal): void {
  const { say, stdout } = terminal;
  const command = mail
    .command('show')
    .description(say('aboutMailShow'))
    .argument('<NAME>', say('argumentName'))
    .argument('<NUMBER>', say('argumentUid'))
    .option('--folder <FOLDER>', say('optionFolder'))
    .option('--raw', say('optionRaw'))
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(async (name: string, number: string, options: Options) => {
    if (!/^\d{1,10}$/.test(number)) throw new Failure(exitCode.usage, say('badNumber', { what: number }));
    await using letters = await openLetters(options, terminal);
    const which = { account: name, folder: options.folder ?? 'INBOX', uid: Number(number) };
    if (options.raw) return await writeOctets(letters, which, terminal);
    const letter = await letters.showLetter(which);
    await writeLine(stdout, options.json ? JSON.stringify(letter, null, 2) : formatLetter(letter, terminal));
  });
}

async function writeOctets(
  letters: OpenLetters,
  which: { account: string; folder: string; uid: number },
  { stdout }: Terminal,
): Promise<void> {
  for (let from = 0; ; ) {
    const octets = await letters.letterOctets({ ...which, from });
    if (octets.length === 0) return;
    await new Promise<void>((resolve) => stdout.write(octets, () => resolve()));
    from += octets.length;
  }
}

function formatLetter({ fields, text, attachments }: ShownLetter, terminal: Terminal): string {
  const { say, language } = terminal;
  const lines = fields.flatMap(({ name, value }) => {
    const title = fieldTexts[name];
    return title === undefined ? [] : [`${bold(terminal, say(title))}${value}`];
  });
  const attached = attachments.map(({ name, type, octets }) =>
    say('attachment', { name: name || say('unnamed'), type, size: formatOctets(octets, language) }),
  );
  const body = text.trimEnd();
  return [
    ...lines,
    ...(body === '' ? [] : ['', body]),
    ...(attached.length > 0 ? ['', ...attached] : []),
  ].join('\n');
}
