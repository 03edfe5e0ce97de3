// What a session is given by its server: everything that it does not learn from its client.

import type { ServerMechanism } from '../../sasl/index.ts';
import type { ChooseContext } from '../../wire/index.ts';
import type { OpenAccount } from '../backend.ts';
import type { ImapEvent } from '../event.ts';
import type { Limits } from '../limits.ts';

export type Surroundings = {
  open: OpenAccount;
  limits: Limits;
  /** The name to greet with; may be empty. */
  hostName: string;
  /** What ID answers (RFC 2971), and what LOGOUT signs with. */
  implementation: { name: string; version?: string };
  mechanisms: readonly ServerMechanism[];
  /** Whether a secret may come from this address without TLS. */
  allowPlaintext(remoteAddress: string): boolean;
  /** Given: STARTTLS is offered. */
  tls?: ChooseContext;
  log(event: ImapEvent): void;
  /** Reports a fault and returns the reference that the client is told. */
  fault(error: unknown): string;
  /** Milliseconds, from any origin. */
  now(): number;
};
