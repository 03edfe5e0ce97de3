// Servers that are odd before their letters are. RFC 2449 §5, RFC 5034 §4

import type { Behaviour } from '../behaviour.ts';
import { say, silence } from '../reply.ts';

/** CAPA ends the session. */
export const capaCloses = (): Behaviour => ({
  instead: ({ verb }) => (verb === 'CAPA' ? silence('close') : undefined),
});

/** CAPA is known before the login only. */
export const capaRefusedAfterLogin = (): Behaviour => ({
  capabilities: ({ loggedIn }) =>
    loggedIn ? undefined : ['USER', 'UIDL', 'TOP', 'PIPELINING', 'SASL PLAIN'],
});

/** `+OK` where a plus belongs, and no initial response. */
export const okForPlus = (): Behaviour => ({
  instead: ({ verb, argument }) =>
    verb === 'AUTH' && argument.includes(' ') ? say('-ERR syntax') : undefined,
  alter: ({ verb }, reply, { loggedIn }) => (verb === 'AUTH' && !loggedIn ? say('+OK go on') : reply),
});

/** PIPELINING is a lie: of commands that come together only the first is read. */
export function losesPipelined(together = 3): Behaviour {
  let before = -1;
  let run = 0;
  return {
    instead: ({ verb, at }) => {
      if (!/^(RETR|TOP|DELE)$/.test(verb)) return undefined;
      run = at === before ? run + 1 : 1;
      before = at;
      return run > together ? silence() : undefined;
    },
  };
}
