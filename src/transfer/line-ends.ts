// Line ends changed as a letter passes. Of octets in which every LF stands behind a CR, as the store keeps them, each is
// the other's inverse.

import { buffer, type OctetFilter } from './octet-filter.ts';

const CR = 13;
const LF = 10;
const none = new Uint8Array(0);

/** CRLF becomes LF; a CR elsewhere stays. */
export function crlfToLf(): OctetFilter {
  let held = false;
  return {
    push(octets) {
      if (octets.length === 0) return octets;
      const whole = held ? Buffer.concat([Buffer.from([CR]), octets]) : buffer(octets);
      held = whole.at(-1) === CR;
      const text = whole.toString('latin1', 0, held ? whole.length - 1 : whole.length);
      return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
    },
    end: () => (held ? Uint8Array.of(CR) : none),
  };
}

/** Every LF becomes CRLF, also one behind a CR. */
export function lfToCrlf(): OctetFilter {
  return {
    push: (octets) =>
      octets.includes(LF)
        ? Buffer.from(buffer(octets).toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
        : octets,
    end: () => none,
  };
}
