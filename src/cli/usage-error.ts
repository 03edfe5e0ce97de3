// What commander found wrong with a command line, in the person's language. Commander words its errors in English
// only; its codes say which it is, and what it quotes says what it is about.
import type { CommanderError } from 'commander';
import type { Say } from './texts.ts';

function sentence({ code, message }: CommanderError, say: Say): string {
  const [what = '', other = ''] = [...message.matchAll(/'([^']*)'/g)].map((match) => match[1]!);
  switch (code) {
    case 'commander.unknownOption':
      return say('unknownOption', { what });
    case 'commander.unknownCommand':
      return say('unknownCommand', { what });
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
      return say('missingArgument', { what });
    case 'commander.optionMissingArgument':
      return say('missingOptionValue', { what });
    case 'commander.excessArguments':
      return say('excessArguments');
    case 'commander.conflictingOption':
      return say('conflictingOption', { what, other });
    default:
      return message;
  }
}

/** `command` is the one that was asked, such as `account add`; '' where none was found. */
export function formatUsageError(error: CommanderError, command: string, say: Say): string {
  const near = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(error.message);
  const hint = near === null ? '' : ` ${say('didYouMean', { what: near[1]! })}`;
  return `${sentence(error, say)}.${hint} ${say('seeHelp', { command: `casilla help ${command}`.trim() })}`;
}
