// What a session is given by its server: everything that it does not learn from its client.

import type { ServerMechanism } from '../sasl/index.ts';
import type { ChooseContext } from '../wire/index.ts';
import type { RememberedListings } from './drop.ts';
import type { Pop3Event } from './event.ts';
import type { Limits } from './limits.ts';
import type { OpenMaildrop } from './maildrop.ts';

export type Surroundings = {
  open: OpenMaildrop;
  limits: Limits;
  listings: RememberedListings;
  /** The name to greet with; may be empty. */
  hostName: string;
  implementation: string;
  mechanisms: readonly ServerMechanism[];
  /** Whether a secret may come from this address without TLS. */
  allowPlaintext(remoteAddress: string): boolean;
  /** Given: STLS is offered. */
  tls?: ChooseContext;
  log(event: Pop3Event): void;
  /** Reports a fault and returns the reference that the client is told. */
  fault(error: unknown): string;
  /** Milliseconds, from any origin. */
  now(): number;
};
