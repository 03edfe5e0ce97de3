// Asking a person at a terminal: in the open, or without showing what is typed.
import { createInterface } from 'node:readline';
import { StringDecoder } from 'node:string_decoder';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** One line, without its end; '' when the input ends instead. */
export function ask(question: string, { stdin, stderr }: Terminal): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdin, output: stderr });
    const ended = () => {
      stderr.write('\n');
      resolve('');
    };
    lines.on('close', ended);
    lines.question(question, (answer) => {
      lines.off('close', ended);
      lines.close();
      resolve(answer);
    });
  });
}

/** One line that is not shown while it is typed. Ctrl-C and the end of the input reject with Failure. */
export function askHidden(question: string, { stdin, stderr }: Terminal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const decoder = new StringDecoder('utf8');
  let typed: string[] = [];
  const end = () => {
    stdin.off('data', hear);
    stdin.off('end', interrupted);
    stdin.setRawMode?.(false);
    stdin.pause();
    stderr.write('\n');
  };
  const interrupted = () => {
    end();
    reject(new Failure(exitCode.interrupted, ''));
  };
  const hear = (octets: Buffer) => {
    for (const letter of decoder.write(octets)) {
      switch (letter) {
        case '\r':
        case '\n':
          end();
          return resolve(typed.join(''));
        case '\x03': // Ctrl-C: in raw mode the terminal sends no signal.
        case '\x04': // Ctrl-D
          return interrupted();
        case '\x08':
        case '\x7f':
          typed.pop();
          break;
        case '\x15': // Ctrl-U: the whole line.
          typed = [];
          break;
        default:
          typed.push(letter);
      }
    }
  };
  stderr.write(question);
  stdin.setRawMode?.(true);
  stdin.on('data', hear);
  stdin.on('end', interrupted);
  stdin.resume();
  return promise;
}
