// base64 in pieces of any size. RFC 2045 §6.8

import type { TransferDecoder } from './transfer-encoding.ts';

/** What an octet stands for; 64 for padding, 255 for what is to be ignored. */
const values = new Uint8Array(256).fill(255);
for (let index = 0; index < 64; index++) {
  values['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(index)] = index;
}
values[61] = 64;

/** Octets that are not of the alphabet are ignored; padding ends a group and another may follow, as when pieces were
 *  encoded one by one and joined. */
export function createBase64Decoder(): TransferDecoder {
  let bits = 0;
  let held = 0;
  return {
    push(octets) {
      const out = new Uint8Array(Math.ceil(((octets.length + 4) * 3) / 4));
      let length = 0;
      for (const octet of octets) {
        const value = values[octet]!;
        if (value < 64) {
          bits = ((bits << 6) | value) & 0xffffff;
          held += 6;
          if (held >= 8) {
            held -= 8;
            out[length++] = (bits >> held) & 255;
          }
        } else if (value === 64) {
          // What is left of the group are padding bits.
          held = 0;
        }
      }
      return out.subarray(0, length);
    },
    end: () => new Uint8Array(0),
  };
}
