// What still comes of a command that was refused: thrown away, up to a bound, so that the next command is read where it begins.
// RFC 7888 §4

import { type Connection, tooLong } from '../../wire/index.ts';
import type { ReadLimits } from './limits.ts';
import { announcedLiteral } from './literal.ts';

export class RefusedCommand {
  readonly #connection: Connection;
  readonly #limits: ReadLimits;
  /** Octets of the literal under way. */
  #left: number;
  /** Octets thrown away, or about to be. */
  #thrown: number;

  /** `octets`: of its literal, that come whether they are wanted or not. */
  constructor(connection: Connection, limits: ReadLimits, octets: number) {
    this.#connection = connection;
    this.#limits = limits;
    this.#left = this.#thrown = octets;
  }

  /** Undefined: wait for octets, then ask again. 'overflow': more than the limits let it make us read. */
  pass(): 'in step' | 'overflow' | undefined {
    for (;;) {
      if (this.#thrown > this.#limits.skipped) return 'overflow';
      while (this.#left > 0) {
        const octets = this.#connection.takeOctets(this.#left);
        if (octets === undefined) return undefined;
        this.#left -= octets.length;
      }
      const taken = this.#connection.takeLine();
      if (taken === undefined)
        return this.#connection.skipped > this.#limits.overlong ? 'overflow' : undefined;
      const line = taken === tooLong ? this.#connection.overlong.end : taken;
      const literal = announcedLiteral(line);
      // A client that waits to be asked for a literal has been answered instead, and begins anew.
      if (literal === undefined || literal.synchronizing) return 'in step';
      this.#left = literal.octets;
      this.#thrown += literal.octets + line.length;
    }
  }
}
