// Servers whose LIST, TOP or STAT tells something else than what a letter is. RFC 1939 §5 and §7

import type { Behaviour } from '../behaviour.ts';
import { say } from '../reply.ts';
import { topOf, wholeText } from '../session.ts';

/** Exchange: the size of a letter as it is kept, compressed. */
export const exchange = (): Behaviour => ({
  greeting: '+OK Microsoft Exchange Server 2003 POP3 server version 6.5.7638.1 (mail) ready.',
  size: ({ octets }) => Math.floor(octets.length * 0.4),
});

/** OpenMail: the size in kilobytes. */
export const openMail = (): Behaviour => ({
  greeting: '+OK OpenMail POP3 interface ready',
  size: ({ octets }) => Math.floor(octets.length / 1024),
});

/** STAT with less than nothing. */
export const statNegative = (): Behaviour => ({
  instead: ({ verb }, { seen }) => (verb === 'STAT' ? say(`+OK ${seen.length} -2147483648`) : undefined),
});

/** Maillennium (Comcast): TOP breaks off behind 64 to 82 KB, though its end is there. */
export const maillennium = (): Behaviour => ({
  greeting: '+OK Maillennium POP3/PROXY server #42',
  top: (octets, lines) => {
    const top = topOf(octets, lines);
    return wholeText(
      Buffer.concat([...top.pieces()])
        .toString('latin1')
        .slice(0, 65_536),
    );
  },
});

/** Stalwart before its mending (#3165): TOP n 0 is the whole letter. */
export const stalwart = (): Behaviour => ({
  greeting: '+OK Stalwart POP3 at your service',
  top: (octets, lines) => (lines === 0 ? octets : topOf(octets, lines)),
});

/** hMailServer: dots at the beginning of a line are not doubled in TOP. */
export const hMailServer = (): Behaviour => ({
  greeting: '+OK POP3 hMailServer',
  alter: ({ verb }, reply) => {
    if (verb !== 'TOP') return reply;
    const text = Buffer.concat([...reply.pieces]).toString('latin1');
    return { ...reply, pieces: [Buffer.from(text.replace(/\r\n\.\./g, '\r\n.'), 'latin1')] };
  },
});

/** Domino: the boundary of a letter's parts is made anew each time that it is fetched. */
export function domino(): Behaviour {
  let fetched = 0;
  return {
    greeting: '+OK Lotus Notes POP3 server version 8.5 ready',
    retrieve: ({ octets }) => {
      const text = Buffer.concat([...octets.pieces()]).toString('latin1');
      return wholeText(text.replaceAll('=_boundary_', `=_${String(++fetched).padStart(8, '0')}_`));
    },
  };
}

/** Some servers write Status, X-UIDL and a spam score of today into the header. */
export function rewriting(): Behaviour {
  let fetched = 0;
  return {
    retrieve: ({ octets, uidl }) => {
      const text = Buffer.concat([...octets.pieces()]).toString('latin1');
      const score = (++fetched % 50) / 10;
      return wholeText(`X-UIDL: ${uidl}\r\nStatus: RO\r\nX-Spam-Score: ${score}\r\n${text}`);
    },
  };
}
