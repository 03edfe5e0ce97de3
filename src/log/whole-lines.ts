// Writes whole lines to standard error at once, from any thread.
import { writeSync } from 'node:fs';

/** How long a reader that hangs may hold us up for one line, milliseconds; then the line is dropped. */
const patience = 1_000;
const pause = 5;

/** Never throws: a log whose reader is gone or hangs must not stop a server. */
export function writeWholeLine(line: string): void {
  let rest: Uint8Array = Buffer.from(line);
  for (let waited = 0; rest.length > 0 && waited < patience; ) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
      waited += pause;
    }
  }
}
