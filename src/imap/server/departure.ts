// How a session ends while a command waits for its client: thrown by what the session waits with, caught by the session.

import type { SessionEnd } from '../event.ts';

export class Departure extends Error {
  readonly end: SessionEnd;
  /** What BYE says; undefined where nobody would hear it. */
  readonly bye: string | undefined;

  constructor(end: SessionEnd, bye?: string) {
    super(end);
    this.name = 'Departure';
    this.end = end;
    this.bye = bye;
  }
}
