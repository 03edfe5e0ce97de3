// In what a server may differ from the ordinary one. Each broken server is one of these; a test may make its own, and
// change it between two sessions.

import type { Octets, RemoteLetter } from './maildrop.ts';
import type { Reply } from './reply.ts';
import type { Command } from './transcript.ts';

/** One session, as a behaviour sees it. */
export type SessionView = {
  readonly connection: number;
  readonly loggedIn: boolean;
  /** By number, from 1. */
  readonly seen: readonly RemoteLetter[];
  /** Retrieved in this session. */
  readonly retrieved: ReadonlySet<RemoteLetter>;
  readonly deleted: ReadonlySet<RemoteLetter>;
};

export type Behaviour = {
  /** Without CRLF. */
  greeting?: string;
  /** Undefined: CAPA is refused. Default: USER, UIDL, TOP, PIPELINING, RESP-CODES, SASL PLAIN. */
  capabilities?: (session: SessionView) => readonly string[] | undefined;
  /** Which letters a session sees, in which order; asked at the login. */
  sees?: (letters: readonly RemoteLetter[], session: SessionView) => readonly RemoteLetter[];
  /** What LIST says of a letter. */
  size?: (letter: RemoteLetter) => number;
  /** The lines of LIST, of UIDL; undefined: the command is refused. */
  list?: (lines: string[], session: SessionView) => string[] | undefined;
  uidl?: (lines: string[], session: SessionView) => string[] | undefined;
  /** What RETR gives. */
  retrieve?: (letter: RemoteLetter, session: SessionView) => Octets;
  /** What TOP gives of the octets of RETR, instead of the header and so many lines. */
  top?: (letter: Octets, lines: number) => Octets;
  /** The reply instead of the ordinary one, which is then without effect; undefined: the ordinary one. */
  instead?: (command: Command, session: SessionView) => Reply | undefined | Promise<Reply | undefined>;
  /** The ordinary reply, changed; its effect stands. */
  alter?: (command: Command, reply: Reply, session: SessionView) => Reply;
  /** At the end of each session; `quit`: by QUIT, after its deletions. */
  ended?: (session: SessionView, quit: boolean) => void;
  /** Replies to commands that came together are sent in another order. */
  shuffleReplies?: boolean;
};
