// The structured log: JSON lines on standard error, short lines where that is a terminal. Each line is written at once
// and whole, so threads may log side by side and nothing is lost when the process is killed.
import { isatty } from 'node:tty';
import { type DestinationStream, type Logger, pino } from 'pino';
import { masked } from './mask.ts';
import { formatShortLine } from './short-line.ts';
import { writeWholeLine } from './whole-lines.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** `fields` are data: names in camelCase, an error under `err`. `message` is a constant sentence without data. */
export interface Log {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
  debug(fields: object, message: string): void;
  /** A log whose every line carries these fields too. */
  child(fields: object): Log;
}

export type LogOptions = {
  level: LogLevel;
  /** Where whole lines go, instead of standard error. */
  destination?: { write(line: string): void };
  /** Short lines for a person instead of JSON; by default where standard error is a terminal. */
  short?: boolean;
};

/** May be called in any thread; each makes its own. */
export function createLog({ level, destination, short = isatty(2) }: LogOptions): Log {
  // isatty, because in a worker thread process.stderr is a pipe to the main thread.
  const out: DestinationStream = destination ?? { write: writeWholeLine };
  const lines: DestinationStream = short ? { write: (line) => void out.write(formatShortLine(line)) } : out;
  return over(
    pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        // Errors were made plain by masked(): no serializer may look at them again.
        serializers: { err: (error: unknown) => error },
      },
      lines,
    ),
  );
}

function over(logger: Logger): Log {
  const write = (level: LogLevel) => (fields: object, message: string) => {
    if (logger.isLevelEnabled(level)) logger[level](masked(plain(fields)), message);
  };
  return {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: (fields) => over(logger.child(masked(plain(fields)) as Record<string, unknown>)),
  };
}

/** An error given as the fields themselves goes under `err`. */
const plain = (fields: object) => (fields instanceof Error ? { err: fields } : fields);
