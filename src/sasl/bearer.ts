// Tokens of OAuth 2.0, the client's half: OAUTHBEARER (RFC 7628) and its elder XOAUTH2, which is Google's and
// Microsoft's and has no RFC. A token travels as it is: only through TLS.

import type { ClientExchange } from './mechanism.ts';

const separator = '\x01';

/** `host` and `port` as the caller knows the server. RFC 7628 §3.1 */
export function oauthBearerClient(
  user: string,
  token: string,
  server: { host: string; port: number },
): ClientExchange {
  const pairs = [`host=${server.host}`, `port=${server.port}`, `auth=Bearer ${token}`];
  // RFC 7628 §4.1: the names of the GS2 header are quoted as those of SCRAM are.
  const header = `n,a=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},`;
  const message = [header, ...pairs, '', ''].join(separator);
  // RFC 7628 §3.2.3: a refusal is told in a challenge, and this is the answer to it.
  return withRefusal(message, separator);
}

export function xoauth2Client(user: string, token: string): ClientExchange {
  const message = `user=${user}${separator}auth=Bearer ${token}${separator}${separator}`;
  return withRefusal(message, '');
}

function withRefusal(message: string, answer: string): ClientExchange {
  let refusal: string | undefined;
  return {
    initial: Buffer.from(message, 'utf8'),
    get satisfied() {
      return refusal === undefined;
    },
    get refusal() {
      return refusal;
    },
    respond(challenge) {
      if (refusal !== undefined) return undefined;
      refusal = Buffer.from(challenge).toString('utf8');
      return Buffer.from(answer, 'latin1');
    },
  };
}
