// What a scripted server heard: every command in its order, and which letter it meant.

import type { RemoteLetter } from './maildrop.ts';

export type Command = {
  /** Of its connection, from 1. */
  connection: number;
  /** Milliseconds, when it came. */
  at: number;
  line: string;
  /** Upper case. */
  verb: string;
  argument: string;
  /** What the argument means in this session; undefined for no number, and for one that is no letter's. */
  letter: RemoteLetter | undefined;
};

export class Transcript {
  commands: Command[] = [];
  /** Octets sent, before TLS. */
  octetsOut = 0;
  /** Connections so far. */
  connections = 0;
  /** Sessions that logged in at the same time, at most. */
  mostSessions = 0;

  /** Of this verb, in this connection or in all. */
  of(verb: string, connection?: number): Command[] {
    return this.commands.filter(
      (command) => command.verb === verb && (connection ?? command.connection) === command.connection,
    );
  }

  count(verb: string, connection?: number): number {
    return this.of(verb, connection).length;
  }

  /** The letters that commands of this verb meant, in their order. */
  letters(verb: string, connection?: number): RemoteLetter[] {
    return this.of(verb, connection).flatMap(({ letter }) => (letter === undefined ? [] : [letter]));
  }

  /** Forgets what was heard so far. */
  clear(): void {
    this.commands = [];
    this.octetsOut = 0;
  }
}
