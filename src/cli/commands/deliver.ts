// `casilla deliver --to NAME < letter`: what a mail server runs for each letter. Its exit code is all that the mail
// server understands: 0 only when the letter is durable; whatever may be otherwise later is 75, so that the letter is
// kept and tried again and never bounces for our fault.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { SettingsOptions } from '../../config/index.ts';
import type { AdministrationError, OfficeError, OpenLetters } from '../../office/index.ts';
import type { Recipient } from '../../transfer/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { readLetter } from '../letter-input.ts';
import { openLetters } from '../open-office.ts';
import { failureOf } from '../refusal-text.ts';
import { addSettingsOptions } from '../settings-options.ts';
import type { Terminal } from '../terminal.ts';

type Options = SettingsOptions & { to: string; folder?: string; sender?: string };

/** Where no server runs, two of these open the store one after the other: tries, and milliseconds between them. */
const tries = 40;
const pause = 250;

export function addDeliver(program: Command, terminal: Terminal): void {
  const { say } = terminal;
  const command = program
    .command('deliver')
    .description(say('aboutDeliver'))
    .requiredOption('--to <NAME>', say('optionTo'))
    .option('--folder <FOLDER>', say('optionFolder'))
    .option('-f, --sender <ADDRESS>', say('optionSender'));
  addSettingsOptions(command, terminal).action(async (options: Options) => {
    const sender = senderOf(options.sender ?? terminal.around.env.SENDER, terminal);
    try {
      await using letters = await openPatiently(options, terminal);
      await deliver(
        letters,
        { address: options.to },
        options.folder ?? 'INBOX',
        readLetter(terminal.stdin, sender),
      );
    } catch (error) {
      throw deliveryFailure(error, terminal);
    }
  });
}

/** Without angle brackets; undefined for none. It becomes a line of the header: no control characters. */
function senderOf(given: string | undefined, { say }: Terminal): string | undefined {
  const address = given?.trim().replace(/^<(.*)>$/, '$1');
  if (address !== undefined && (/[\p{Cc}<>]/u.test(address) || address.length > 1_000))
    throw new Failure(exitCode.usage, say('badSender', { what: JSON.stringify(given) }));
  return address;
}

async function openPatiently(options: SettingsOptions, terminal: Terminal): Promise<OpenLetters> {
  for (let left = tries; ; left--) {
    try {
      return await openLetters(options, terminal);
    } catch (error) {
      if (left === 0 || (error as OfficeError).code !== 'data-in-use') throw error;
      await sleep(pause);
    }
  }
}

async function deliver(
  letters: OpenLetters,
  to: Recipient,
  folder: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const facts = { folder, flags: 0, keywords: [], internalDate: null, uidl: null };
  const head = { to, facts: { ...facts, internalDate: Date.now() } };
  let first: Uint8Array | undefined;
  let isBegun = false;
  for await (const piece of pieces) {
    if (first === undefined) {
      first = piece;
      continue;
    }
    if (!isBegun) {
      await letters.begin(head);
      await letters.append({ octets: first });
      isBegun = true;
    }
    await letters.append({ octets: piece });
  }
  if (isBegun) await letters.finish({});
  else await letters.take({ ...head, octets: first ?? new Uint8Array(0) });
}

const exits: Readonly<Partial<Record<AdministrationError['code'] | OfficeError['code'], ExitCode>>> = {
  nonexistent: exitCode.noUser,
  'bad-folder': exitCode.data,
  'too-large': exitCode.data,
  forbidden: exitCode.noPermission,
  'data-not-writable': exitCode.cannotCreate,
  'store-too-new': exitCode.unavailable,
  'runtime-too-old': exitCode.unavailable,
};

function deliveryFailure(error: unknown, { say, language }: Terminal): Failure {
  if (error instanceof Failure) return error;
  const stack = error instanceof Error ? error.stack : String(error);
  const said = failureOf(error, language)?.message ?? `${say('internal')}\n${stack}`;
  const code = (error as AdministrationError | OfficeError).code;
  return new Failure(exits[code] ?? exitCode.temporary, said, { cause: error });
}
