// The command line without a process: what it reads is given, what it writes is kept, the office is a stand-in.
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { run } from '../../src/cli/run.ts';
import type { Input, OfficeDoor, Output } from '../../src/cli/terminal.ts';
import { speaker } from '../../src/cli/texts.ts';
import type { Language } from '../../src/config/index.ts';
import { createLog } from '../../src/log/index.ts';
import type { Administration, OpenLetters, OpenSources } from '../../src/office/index.ts';

export type Play = {
  language?: Language;
  /** What standard input holds. */
  input?: string | Uint8Array;
  /** Whether a person sits there: what they type, one entry for each question. */
  typed?: readonly string[];
  administration?: Partial<Administration>;
  letters?: Partial<OpenLetters>;
  sources?: Partial<OpenSources>;
  startOffice?: OfficeDoor['startOffice'];
  directory?: string;
  signals?: EventEmitter;
  now?(): number;
};

export type Played = {
  code: number;
  out: string;
  err: string;
  /** Messages of the log. */
  log: string[];
  /** Codes with which the process would have been ended at once. */
  aborted: number[];
};

/** Runs one command line to its end. */
export async function play(parameters: readonly string[], options: Play = {}): Promise<Played> {
  const stdin = new PassThrough() as PassThrough & Input;
  const typed = [...(options.typed ?? [])];
  if (options.typed) {
    stdin.isTTY = true;
    stdin.setRawMode = () => stdin;
  } else stdin.end(options.input ?? '');
  const texts = { out: '', err: '' };
  const keep = (name: 'out' | 'err'): Output => {
    const stream = new PassThrough();
    stream.on('data', (octets: Buffer) => {
      texts[name] += octets;
      // Each question ends with a space and no line end: then the person types.
      if (name === 'err' && options.typed && /[:\]] $/.test(octets.toString()) && typed.length > 0)
        stdin.write(typed.shift()!);
    });
    return stream;
  };
  const language = options.language ?? 'en';
  const aborted: number[] = [];
  const log: string[] = [];
  const code = await run(parameters, {
    language,
    say: speaker(language),
    around: {
      env: {},
      directory: options.directory ?? '/nonexistent',
      home: '/nonexistent',
      hostname: 'box',
      root: false,
    },
    stdin,
    stdout: keep('out'),
    stderr: keep('err'),
    color: false,
    signals: options.signals ?? new EventEmitter(),
    office: async () => ({
      openAdministration: async () =>
        ({ [Symbol.asyncDispose]: async () => {}, ...options.administration }) as Administration,
      openLetters: async () => ({ [Symbol.asyncDispose]: async () => {}, ...options.letters }) as OpenLetters,
      openSources: async () => ({ [Symbol.asyncDispose]: async () => {}, ...options.sources }) as OpenSources,
      startOffice: options.startOffice ?? (() => Promise.reject(new Error('no office'))),
    }),
    openLog: (level) =>
      createLog({ level, short: false, destination: { write: (line) => log.push(JSON.parse(line).msg) } }),
    keepMemoryLittle: () => {},
    keepMemorySteady: () => {},
    now: options.now ?? (() => 0),
    abort: (abortCode) => aborted.push(abortCode),
  });
  return { code, ...texts, log, aborted };
}

/** An error as the office's: known by its name, code and subject. */
export function refusal(name: 'AdministrationError' | 'OfficeError', code: string, subject: string): Error {
  return Object.assign(new Error(`${code}: ${subject}`), { name, code, subject });
}
