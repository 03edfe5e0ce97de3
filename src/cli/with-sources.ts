// The sources of an office for the time of one command; Ctrl-C ends what it asked for, in order.
import type { SettingsOptions } from '../config/index.ts';
import type { AdministrationError, OpenSources } from '../office/index.ts';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { openSources } from './open-office.ts';
import { formatRefusal } from './refusal-text.ts';
import type { Terminal } from './terminal.ts';

/** Throws Failure with 67 where there is no such account, as for no such source: see docs/collector.md. */
export async function withSources(
  options: SettingsOptions,
  terminal: Terminal,
  act: (sources: OpenSources) => Promise<void>,
): Promise<void> {
  const { signals, say, language } = terminal;
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Failure(exitCode.interrupted, say('collectStopped')));
  signals.on('SIGINT', stop);
  signals.on('SIGTERM', stop);
  try {
    await using sources = await openSources(options, terminal);
    await Promise.race([act(sources), interrupted]);
  } catch (error) {
    const { name, code, subject } = error as AdministrationError;
    if (name !== 'AdministrationError' || code !== 'nonexistent') throw error;
    throw new Failure(exitCode.noUser, formatRefusal(code, subject, language), { cause: error });
  } finally {
    signals.off('SIGINT', stop);
    signals.off('SIGTERM', stop);
  }
}
