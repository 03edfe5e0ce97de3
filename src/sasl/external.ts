// EXTERNAL, the client's half: who we are was shown outside, by a client certificate. RFC 4422 appendix A

import type { ClientExchange } from './mechanism.ts';

/** `authorization`: whom to act for; empty: whom the certificate names. */
export function externalClient(authorization = ''): ClientExchange {
  return {
    initial: Buffer.from(authorization, 'utf8'),
    satisfied: true,
    respond: () => undefined,
  };
}
