// A keeper of mail in thirty lines: what a caller of casilla/pop3 writes, and what its tests stand on.

import { type Maildrop, type OpenMaildrop, Pop3Refusal } from '../../src/pop3/index.ts';

/** Octets as they go out: every line ends with CRLF. */
export type KeptLetter = { uidl: string; octets: Buffer };
export type Box = { secret: string; letters: KeptLetter[]; locked: boolean };

export function memoryMaildrops(boxes: ReadonlyMap<string, Box>): OpenMaildrop {
  return async ({ name, secret }) => {
    const box = boxes.get(name);
    if (box === undefined || box.secret !== secret) throw new Pop3Refusal('AUTH');
    if (box.locked) throw new Pop3Refusal('IN-USE');
    box.locked = true;
    return openBox(box, [...box.letters]);
  };
}

function openBox(box: Box, letters: readonly KeptLetter[]): Maildrop {
  return {
    count: letters.length,
    octets: (index) => sentOctets(letters[index]!.octets),
    uidl: (index) => letters[index]!.uidl,
    retrieve: (index) =>
      box.letters.includes(letters[index]!) ? { body: [letters[index]!.octets] } : undefined,
    async update(indexes) {
      const removed = new Set(indexes.map((index) => letters[index]));
      box.letters = box.letters.filter((letter) => !removed.has(letter));
    },
    async close() {
      box.locked = false;
    },
  };
}

/** With the CRLF that is added to a last line without one. */
const sentOctets = (octets: Buffer) =>
  octets.length === 0 || octets.subarray(-2).equals(Buffer.from('\r\n')) ? octets.length : octets.length + 2;
