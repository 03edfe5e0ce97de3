// Servers that do not end a letter as they must, or send none. RFC 1939 §3

import type { Behaviour } from '../behaviour.ts';
import { letterReply, say } from '../reply.ts';

const endsWith = (end: string): Behaviour => ({
  instead: ({ verb, letter }) =>
    verb === 'RETR' && letter !== undefined ? letterReply(letter.octets, { end }) : undefined,
});

/** Exchange 2000: no CRLF before the dot where the letter has none. */
export const exchange2000 = (): Behaviour => ({
  greeting: '+OK Microsoft Exchange 2000 POP3 server version 6.0.4417.0 (mail) ready.',
  instead: ({ verb, letter }) => {
    if (verb !== 'RETR' || letter === undefined) return undefined;
    const text = Buffer.concat([...letter.octets.pieces()]);
    const bare = text.subarray(0, text.length - 2);
    return letterReply({ length: bare.length, pieces: () => [bare] }, { end: '.\r\n' });
  },
});

/** Cyrus (cyrus-imapd #4717): the LF of the last line is missing. */
export const cyrus = (): Behaviour => ({
  greeting: '+OK mail Cyrus POP3 3.8.1 server ready',
  ...endsWith('.\r'),
});

/** Exchange: now and then a letter without a single octet. `empty`: by number. */
export const exchangeEmptyRetr = (empty: ReadonlySet<string> = new Set(['2'])): Behaviour => ({
  greeting: '+OK The Microsoft Exchange POP3 service is ready.',
  instead: ({ verb, argument }) =>
    verb === 'RETR' && empty.has(argument) ? { pieces: [Buffer.from('+OK\r\n.\r\n')] } : undefined,
});

/** Berkeley popper 1.004: what breaks off takes the maildrop with it, until the next session has come and gone. */
export function berkeley(): Behaviour {
  let lost = false;
  return {
    greeting: '+OK QUALCOMM Pop server derived from UCB (version 1.004) at mail starting.',
    capabilities: () => undefined,
    sees: (letters) => (lost ? [] : letters),
    ended: ({ loggedIn }, quit) => {
      if (loggedIn) lost = !quit;
    },
  };
}

/** AOL: a wrong password is answered by closing. */
export const aol = (): Behaviour => ({
  greeting: '+OK AOL POP3 server ready',
  alter: ({ verb }, reply, { loggedIn }) =>
    /^(PASS|AUTH|\(RESPONSE\))$/i.test(verb) && !loggedIn
      ? { ...say('-ERR'), cut: 0, behind: 'close' }
      : reply,
});

/** Office 365: a session that says nothing for so many milliseconds is over (60,000 there). */
export const office365 = (): Behaviour => ({
  greeting: '+OK The Microsoft Exchange POP3 service is ready. [TQBOAC4=]',
  capabilities: () => ['TOP', 'UIDL', 'SASL PLAIN XOAUTH2', 'USER'],
});
