// Runs one command line to its exit code. The one place that words what went wrong.
import { CommanderError } from 'commander';
import { type ExitCode, exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import { failureOf } from './refusal-text.ts';
import { type Terminal, writeLine } from './terminal.ts';
import { formatUsageError } from './usage-error.ts';

/** `parameters`: what follows the command's own name. Never throws. */
export async function run(parameters: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { say, stderr, language } = terminal;
  const program = createProgram(terminal);
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return exitCode.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCode.ok;
      // Without a command, commander has written the help already.
      if (error.code !== 'commander.help')
        await writeLine(stderr, `casilla: ${formatUsageError(error, commandIn(parameters, program), say)}`);
      return exitCode.usage;
    }
    const failure = failureOf(error, language);
    if (failure === undefined) {
      const stack = error instanceof Error ? error.stack : String(error);
      await writeLine(stderr, `casilla: ${say('internal')}\n${stack}`);
      return exitCode.software;
    }
    const lines = failure.message.split('\n').filter(Boolean);
    for (const line of lines) await writeLine(stderr, `casilla: ${line}`);
    return failure.exitCode;
  }
}

/** The names of commands at the beginning of the command line. */
function commandIn(parameters: readonly string[], program: ReturnType<typeof createProgram>): string {
  const path: string[] = [];
  for (let command = program; path.length < parameters.length; ) {
    const next = command.commands.find((each) => each.name() === parameters[path.length]);
    if (next === undefined) break;
    path.push(next.name());
    command = next;
  }
  return path.join(' ');
}
