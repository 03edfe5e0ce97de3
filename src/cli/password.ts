// Where a password comes from: a file, standard input, or the person at the terminal. Never the command line, which
// every user of the machine can read.
import { type Command, Option } from 'commander';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { decodeText, readAll, readInputFile } from './input.ts';
import { askHidden } from './prompt.ts';
import type { Terminal } from './terminal.ts';

export type PasswordOptions = { passwordFile?: string; passwordStdin?: boolean };

export function addPasswordOptions(command: Command, { say }: Terminal): Command {
  return command
    .addOption(new Option('--password-file <FILE>', say('optionPasswordFile')).conflicts('passwordStdin'))
    .option('--password-stdin', say('optionPasswordStdin'));
}

/** Throws Failure when there is none, or an empty one. */
export function passwordFor(name: string, options: PasswordOptions, terminal: Terminal): Promise<string> {
  return givenPassword(options, terminal, () => askTwice(name, terminal));
}

/** One that was made elsewhere is asked for once: whether it is right shows at the first login. Throws the same. */
export function sourcePassword(
  of: { host: string; user: string },
  options: PasswordOptions,
  terminal: Terminal,
): Promise<string> {
  return givenPassword(options, terminal, () => askHidden(terminal.say('askSourcePassword', of), terminal));
}

async function givenPassword(
  options: PasswordOptions,
  terminal: Terminal,
  asked: () => Promise<string>,
): Promise<string> {
  const { say, stdin } = terminal;
  const password = await (async () => {
    if (options.passwordFile !== undefined)
      return firstLine(readInputFile(options.passwordFile, terminal), terminal);
    if (options.passwordStdin) return firstLine(await readAll(stdin), terminal);
    if (!stdin.isTTY) throw new Failure(exitCode.usage, say('passwordNeeded'));
    return asked();
  })();
  if (password === '') throw new Failure(exitCode.data, say('passwordEmpty'));
  return password;
}

function firstLine(octets: Buffer, { say }: Terminal): string {
  const text = decodeText(octets);
  if (text === undefined) throw new Failure(exitCode.data, say('passwordNotText'));
  return text.split(/\r?\n/, 1)[0]!;
}

async function askTwice(name: string, terminal: Terminal): Promise<string> {
  const { say } = terminal;
  const password = await askHidden(say('askPassword', { name }), terminal);
  const again = await askHidden(say('askPasswordAgain'), terminal);
  if (password !== again) throw new Failure(exitCode.data, say('passwordsDiffer'));
  return password;
}
