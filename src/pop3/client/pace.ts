// How long one reply may take: only time spent waiting for the server counts, never the caller's own.

import { Pop3ClientError } from './error.ts';
import type { ClientLimits } from './limits.ts';

/** Milliseconds that the next read may wait, or the error that there is no time left. */
export type Allowance = number | Pop3ClientError;

export interface Pace {
  /** So many milliseconds were waited, and so many octets came. */
  spend(milliseconds: number, octets: number): void;
  allowance(): Allowance;
}

/** A reply of one line: so many milliseconds in all, however they are spread over its octets. */
export function wholeWithin(milliseconds: number, command: string): Pace {
  let waited = 0;
  return {
    spend: (more) => {
      waited += more;
    },
    allowance: () =>
      waited < milliseconds
        ? milliseconds - waited
        : new Pop3ClientError('timeout-idle', `no reply to ${command} in ${milliseconds} ms`, { command }),
  };
}

/** A reply of many lines: a limit between two pieces, and after a time of grace a rate that it must have kept. */
export function steady({ idle, grace, rate }: ClientLimits, command: string): Pace {
  let waited = 0;
  let octets = 0;
  return {
    spend: (more, came) => {
      waited += more;
      octets += came;
    },
    allowance: () =>
      waited < grace || octets >= (rate * waited) / 1000
        ? idle
        : new Pop3ClientError(
            'limit',
            `the reply to ${command} comes too slowly: ${octets} octets in ${Math.round(waited)} ms`,
            {
              command,
            },
          ),
  };
}
