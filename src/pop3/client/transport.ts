// What a conversation needs of the connection below it. RFC 1939 §3: a stream of octets in each direction.

/** See Outgoing in the wire room, which is one. */
export interface Transport {
  readonly octetsIn: number;
  readonly octetsOut: number;
  /** The next octets; undefined when there will be no more. Rejects with WireError. */
  read(milliseconds: number): Promise<Uint8Array | undefined>;
  /** Text in Latin-1; never waits. */
  write(text: string): void;
  /** Breaks off: every `read` rejects with this from now on. */
  fail(reason: 'aborted' | 'timeout-total' | 'reset', message: string, cause?: unknown): void;
  end(milliseconds: number): Promise<void>;
}
