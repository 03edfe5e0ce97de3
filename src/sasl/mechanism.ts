// What a mechanism is on each side (RFC 4422 §3): a series of challenges and responses, as octets. The protocols bring
// their own wrapping (base64 lines, cancellation); what the exchange proves is said by its last step.

/** What a server does next. */
export type ServerStep =
  /** Send this challenge; its response goes to the next `respond`. */
  | { kind: 'challenge'; challenge: Uint8Array }
  /** The client claims to be `name` and gave a secret that must still be compared. */
  | { kind: 'claim'; name: string; secret: string }
  /** The response is not one of this mechanism. */
  | { kind: 'malformed' }
  /** The credentials are not good, or not for the identity asked for. */
  | { kind: 'refused' };

export interface ServerExchange {
  /** Takes one response, decoded. Never throws for what a client sends; rejects only for a fault of ours. */
  respond(response: Uint8Array): ServerStep | Promise<ServerStep>;
}

export interface ServerMechanism {
  /** RFC 4422 §3.1: upper case letters, digits, hyphen, underscore; at most 20. */
  readonly name: string;
  /** Whether the secret itself travels: then it is offered only where nobody can listen. */
  readonly plaintext: boolean;
  /**
   * Who speaks first. 'client': without an initial response the server sends an empty challenge. 'server': the first
   * challenge is the answer to an empty response, and a client that sends an initial response is refused (RFC 5034 §4).
   */
  readonly first: 'client' | 'server';
  begin(): ServerExchange;
}

export interface ClientExchange {
  /** What goes out with the command itself; undefined when the server speaks first. */
  readonly initial: Uint8Array | undefined;
  /** Whether only the number of challenges matters, so that a server may put any words into them. */
  readonly prompted?: boolean;
  /**
   * Whether the server may say now that all is well. A success before that is none: the server did not ask for what
   * it must check, or did not prove what it must know.
   */
  readonly satisfied: boolean;
  /** What a server said about its refusal in a challenge (RFC 7628 §3.2.2), as it said it. */
  readonly refusal?: string | undefined;
  /** The answer to a challenge, or undefined: cancel, the server does not keep to the mechanism. */
  respond(challenge: Uint8Array): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}
