// Hosts that do not answer are left alone for a while, whichever of their accounts is asked for: after some failures in
// a row one source at a time may try.

import { type Cause, meanings } from './trouble.ts';

/** Failures in a row, of any sources, that open the circuit of a host. */
const failuresToOpen = 5;
/** Milliseconds that it is open for at first, and at most; each failure doubles them. */
const open = { first: 60_000, most: 1_800_000 } as const;

type Circuit = { failures: number; openUntil: number /** Somebody tries. */; trying: boolean };

export class HostCircuits {
  readonly #circuits = new Map<string, Circuit>();

  /**
   * 0: go on, and say afterwards how it ended (ended). Else milliseconds since 1970 before which it is not to be asked
   * again. A host is its name and port.
   */
  admit(host: string, now: number): number {
    const circuit = this.#circuits.get(host);
    if (circuit === undefined || circuit.failures < failuresToOpen) return 0;
    // A moment too far ahead was noted by a clock that was ahead.
    const opens = Math.min(circuit.openUntil, now + open.most);
    if (opens > now) return opens;
    if (circuit.trying) return now + open.first;
    circuit.trying = true;
    return 0;
  }

  /** `cause`: what ended the session; undefined: nothing did, or we. `random`: from 0 up to 1. */
  ended(host: string, now: number, cause: Cause | undefined, random: () => number): void {
    // Whoever refuses a login is there.
    if (cause === undefined || meanings[cause].side === 'account') {
      this.#circuits.delete(host);
      return;
    }
    const before = this.#circuits.get(host);
    if (meanings[cause].side === 'here') {
      if (before !== undefined) before.trying = false;
      return;
    }
    const failures = (before?.failures ?? 0) + 1;
    const wait = Math.min(open.most, open.first * 2 ** Math.min(Math.max(0, failures - failuresToOpen), 10));
    this.#circuits.set(host, {
      failures,
      openUntil: now + Math.ceil(wait * (0.75 + random() / 4)),
      trying: false,
    });
  }
}
