// CAPA, the one command of both states. RFC 2449 §5

import { formatCapabilities } from './capability.ts';
import { formatOk, type Reply } from './reply.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export function capabilities(session: Session): Reply {
  const { mechanisms, implementation, tls } = session.surroundings;
  const user = session.allowsPlaintext;
  const lines = formatCapabilities({
    mechanisms: mechanisms.filter(({ plaintext }) => user || !plaintext).map(({ name }) => name),
    user,
    stls: tls !== undefined && !session.connection.secure && session.drop === undefined,
    implementation,
  });
  return { kind: 'listing', line: formatOk(texts.capabilities), blocks: [lines] };
}
