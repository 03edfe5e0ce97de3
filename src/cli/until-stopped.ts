// Waits for the end of a running office: a signal, or its failure.
import type { Log } from '../log/index.ts';
import type { startOffice } from '../office/index.ts';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

type Office = Awaited<ReturnType<typeof startOffice>>;

/** SIGTERM promises an end within this, milliseconds. */
const longestStop = 10_000;
/** A terminal's Ctrl-C reaches a process more than once, through npm and the launcher; a person is slower. */
const sameKeyPress = 1_000;

export type Stop = {
  /** Resolves when a signal asks to stop. */
  asked: Promise<void>;
  /** Whether it has been asked already. */
  wasAsked(): boolean;
  /** As a signal does. */
  ask(): void;
  forget(): void;
};

/** Hears SIGINT and SIGTERM from now on; one that comes a second after the first ends the process at once. */
export function hearStop({ signals, now, abort }: Terminal): Stop {
  const { promise, resolve } = Promise.withResolvers<void>();
  let first: number | undefined;
  const hear = () => {
    if (first !== undefined && now() - first > sameKeyPress) abort(exitCode.interrupted);
    first ??= now();
    resolve();
  };
  signals.on('SIGINT', hear);
  signals.on('SIGTERM', hear);
  return {
    asked: promise,
    ask: hear,
    wasAsked: () => first !== undefined,
    forget() {
      signals.off('SIGINT', hear);
      signals.off('SIGTERM', hear);
    },
  };
}

/** Stops the office when asked; throws Failure when its store can no longer be trusted. */
export async function untilStopped(office: Office, stop: Stop, log: Log, terminal: Terminal): Promise<void> {
  const failure = await Promise.race([stop.asked, office.failed]);
  if (failure !== undefined) {
    log.error({ err: failure }, 'the store failed: the process ends');
    // Nothing may be written any more, not even in order.
    terminal.abort(exitCode.software);
    throw new Failure(exitCode.software, failure.message, { cause: failure });
  }
  const late = setTimeout(() => {
    log.error({}, 'stopping took too long: the process ends');
    terminal.abort(exitCode.software);
  }, longestStop);
  await office.stop();
  clearTimeout(late);
}
