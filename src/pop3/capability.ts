// What CAPA answers: what can be used now, on this connection. RFC 2449 §5 and §6, RFC 2595 §4, RFC 3206 §6, RFC 5034 §3

export type Situation = {
  /** The mechanisms that may be used on this connection. */
  mechanisms: readonly string[];
  /** Whether USER and PASS may be used on this connection. */
  user: boolean;
  /** Whether STLS is permitted in the current state. */
  stls: boolean;
  implementation: string;
};

/** Lines of the answer. RFC 2449 §5: what is announced before login is announced after it, except STLS. */
export function formatCapabilities({ mechanisms, user, stls, implementation }: Situation): string {
  const capabilities = [
    'TOP',
    ...(user ? ['USER'] : []),
    ...(mechanisms.length > 0 ? [`SASL ${mechanisms.join(' ')}`] : []),
    'RESP-CODES',
    'AUTH-RESP-CODE',
    'PIPELINING',
    'UIDL',
    ...(stls ? ['STLS'] : []),
    'EXPIRE NEVER',
    `IMPLEMENTATION ${implementation}`,
  ];
  return capabilities.map((capability) => `${capability}\r\n`).join('');
}
