// Where a command runs: what it reads, writes and hears. Passed in, so that a test can be all of it.
import type { Language, Surroundings } from '../config/index.ts';
import type { Log, LogLevel } from '../log/index.ts';
import type { Say } from './texts.ts';

/** What the command line uses of the office, which is loaded only by the commands that need it. */
export type OfficeDoor = Pick<
  typeof import('../office/index.ts'),
  'openAdministration' | 'openLetters' | 'openSources' | 'startOffice'
>;

export type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
export type Input = NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?(raw: boolean): unknown };

export type Terminal = {
  language: Language;
  say: Say;
  around: Surroundings;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Whether standard output may have bold and colours. */
  color: boolean;
  signals: {
    on(name: NodeJS.Signals, heard: () => void): unknown;
    off(name: NodeJS.Signals, heard: () => void): unknown;
  };
  office(): Promise<OfficeDoor>;
  openLog(level: LogLevel): Log;
  /** Makes this process small at the cost of some processor time: see little-memory.ts. */
  keepMemoryLittle(): void;
  /** Keeps a server's memory from growing with what passes through it. */
  keepMemorySteady(): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends the process at once, when ending in order does not come to an end. */
  abort(code: number): void;
};

/** Writes one line; resolves when the system has it. A reader that went away is not our fault. */
export function writeLine(output: Output, text: string): Promise<void> {
  return new Promise((resolve) => output.write(`${text}\n`, () => resolve()));
}

/** Bold, where the terminal has it. */
export function bold(terminal: Terminal, text: string): string {
  return terminal.color ? `\x1b[1m${text}\x1b[22m` : text;
}
