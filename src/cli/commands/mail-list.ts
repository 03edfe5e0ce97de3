// `casilla mail list NAME`
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { LetterLine } from '../../transfer/index.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { formatOctets } from '../octets.ts';
import { openLetters } from '../open-office.ts';
import { addSettingsOptions } from '../settings-options.ts';
import { formatTable } from '../table.ts';
import { bold, type Terminal, writeLine } from '../terminal.ts';

type Options = SettingsOptions & { folder?: string; last: string; json?: boolean };

/** Bits of the store's flags, and a letter for each; N stands for one that is not seen. */
const seen = 1;
const marks: readonly [flag: number, mark: string][] = [
  [2, 'A'],
  [4, 'F'],
  [8, 'D'],
  [16, 'T'],
];
const everything = 1_000_000_000;

export function addMailList(mail: Command, terminal: Terminal): void {
  const { say, stdout, stderr } = terminal;
  const command = mail
    .command('list')
    .description(say('aboutMailList'))
    .argument('<NAME>', say('argumentName'))
    .option('--folder <FOLDER>', say('optionFolder'))
    .option('--last <COUNT>', say('optionLast'), '50')
    .option('--json', say('optionJson'));
  addSettingsOptions(command, terminal).action(async (name: string, options: Options) => {
    if (!/^\d{1,9}$/.test(options.last))
      throw new Failure(exitCode.usage, say('badNumber', { what: options.last }));
    const { folder = 'INBOX' } = options;
    await using letters = await openLetters(options, terminal);
    const last = Number(options.last) || everything;
    const listed = await letters.listLetters({ account: name, folder, last });
    if (options.json) return writeLine(stdout, JSON.stringify(listed.letters.map(withDate), null, 2));
    if (listed.letters.length === 0) return writeLine(stderr, say('noLetters', { folder }));
    const head = (
      ['columnUid', 'columnFlags', 'columnDate', 'columnSize', 'columnFrom', 'columnSubject'] as const
    ).map((column) => bold(terminal, say(column)));
    const rows = listed.letters.map((letter) => rowOf(letter, terminal));
    await writeLine(stdout, formatTable([head, ...rows], ['>', '<', '<', '>', '<', '<']).join('\n'));
    if (listed.older > 0) await writeLine(stderr, say('olderLetters', { older: listed.older }));
  });
}

function withDate({ internalDate, ...letter }: LetterLine) {
  return { ...letter, internalDate: new Date(internalDate).toISOString() };
}

function rowOf(
  { uid, flags, internalDate, octets, from, subject }: LetterLine,
  { language }: Terminal,
): string[] {
  const letters = marks.filter(([flag]) => flags & flag).map(([, mark]) => mark);
  const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  return [
    String(uid),
    `${flags & seen ? '' : 'N'}${letters.join('')}`,
    formatDate(internalDate),
    formatOctets(octets, language),
    short(from, 25),
    short(subject, 60),
  ];
}

/** `2026-11-24 17:05`, where the person is. */
function formatDate(milliseconds: number): string {
  const date = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16).replace('T', ' ');
}
