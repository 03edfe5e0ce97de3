// What a POP3 server asks of whoever keeps the mail. The maildrop is frozen at login (RFC 1939 §4): numbers, sizes
// and unique-ids do not change under a session, whatever happens to the letters meanwhile.

/** Who wants a maildrop. */
export type Login = {
  /** As the client wrote it, UTF-8, without control characters; not prepared for comparison. */
  name: string;
  secret: string;
  mechanism: string;
  remoteAddress: string;
  /** Whether the secret came through TLS. */
  secure: boolean;
  /** Aborted when the client has gone meanwhile. */
  signal: AbortSignal;
};

/**
 * Checks the credentials, takes the exclusive lock and opens the maildrop. Rejects with Pop3Refusal. A maildrop that it
 * answered will be closed, also when the client has gone meanwhile.
 */
export type OpenMaildrop = (login: Login) => Promise<Maildrop>;

/**
 * One session's maildrop. An index is the message-number less one. The columns (`octets`, `uidl`) are asked
 * synchronously, one hundred thousand times for one LIST: keep them in memory as arrays.
 */
export interface Maildrop {
  readonly count: number;

  /** Another maildrop with this very object has the same columns: what was made of them may be sent again. */
  readonly frozen?: object;

  /**
   * Octets of the message as RETR sends it: CRLFs counted, dot-stuffing not (RFC 1939 §11), the CRLF that is added
   * to a last line without one counted. A letter without any octets may be 0, or 2: then it is sent as one empty line.
   */
  octets(index: number): number;

  /** 1 to 70 characters from 0x21 to 0x7E, unique in the maildrop, the same for ever (RFC 1939 §7). */
  uidl(index: number): string;

  /** The message, or undefined when it has gone since login: the client is told, the session goes on. */
  retrieve(index: number): Letter | undefined | Promise<Letter | undefined>;

  /**
   * The UPDATE state (RFC 1939 §6): removes these messages (ascending), all or none, and resolves when that is
   * durable. Called at most once, only at QUIT, only when there are any. A message that has gone already counts as
   * removed; one that was moved elsewhere stays there.
   */
  update(indexes: readonly number[]): Promise<void>;

  /** Frees the lock. Called exactly once, whatever happened, also after a failed update. */
  close(): Promise<void>;
}

export type Letter = {
  /**
   * The octets, every line end a CRLF, in chunks of at most some 256 KiB. An iterable that is not asynchronous is sent
   * without a wait per chunk. Not read to its end when the client wants no more or goes. When it throws, the connection
   * is broken off, as nothing else says that a letter is not whole; a Pop3Refusal then counts as no fault.
   */
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** False promises that no line begins with a dot: the octets are then sent without a look at them. */
  dotted?: boolean;
};
