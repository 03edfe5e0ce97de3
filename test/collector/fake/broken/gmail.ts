// Gmail's POP3, as people met it: a session sees the 250 oldest letters that were not downloaded; what was retrieved is
// hidden from every client once QUIT was said, and TOP hides nothing.

import type { Behaviour } from '../behaviour.ts';

/** `most`: letters that a session sees. */
export const gmail = (most = 250): Behaviour => ({
  greeting: '+OK Gpop ready for requests from 127.0.0.1 k4mb1',
  capabilities: () => [
    'USER',
    'RESP-CODES',
    'EXPIRE 0',
    'LOGIN-DELAY 300',
    'TOP',
    'UIDL',
    'X-GOOGLE-RICO',
    'SASL PLAIN XOAUTH2 OAUTHBEARER',
  ],
  sees: (letters) => letters.slice(0, most),
  ended: ({ retrieved }, quit) => {
    if (quit) for (const letter of retrieved) letter.hidden = true;
  },
});
