// SCRAM, the client's half: it proves that it knows the password without saying it, and makes the server prove that it
// knows it too. RFC 5802, RFC 7677

import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { ClientExchange } from './mechanism.ts';
import { prepare } from './prepare.ts';
import { decodeUtf8 } from './utf8.ts';

const derive = promisify(pbkdf2);

/** RFC 5802 §5.1, RFC 7677 §3: fewer would make it cheap for whoever pretends to be the server to guess. */
const fewestIterations = 4_096;
/** Half a second of our time is what a server may ask for. */
const mostIterations = 1_000_000;

export type ScramOptions = {
  name: string;
  secret: string;
  hash: 'sha1' | 'sha256';
  /**
   * Octets: of the TLS session (tls-exporter, RFC 9266), for the -PLUS mechanisms. 'unannounced': we could, the server
   * seems not to, which it will check (RFC 5802 §6). Default: we cannot.
   */
  channelBinding?: Uint8Array | 'unannounced';
  /** Printable ASCII without a comma, never the same twice. Default: 24 random octets. */
  nonce?: string;
};

/** Throws RangeError when name or secret hold characters that RFC 4013 prohibits, or nothing else. */
export function scramClient(options: ScramOptions): ClientExchange {
  const { hash, channelBinding } = options;
  const name = prepare(options.name);
  const secret = prepare(options.secret);
  if (!name || !secret) throw new RangeError('SCRAM cannot carry this name or password');
  const nonce = options.nonce ?? randomBytes(24).toString('base64');
  const flag = channelBinding === undefined ? 'n' : channelBinding === 'unannounced' ? 'y' : 'p=tls-exporter';
  const header = `${flag},,`;
  const bare = `n=${name.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
  const binding = channelBinding instanceof Uint8Array ? channelBinding : Buffer.alloc(0);
  const bound = encodeBase64(Buffer.concat([Buffer.from(header), binding]));
  let serverSignature: Buffer | undefined;
  let satisfied = false;

  async function prove(text: string): Promise<Uint8Array | undefined> {
    const first = parseServerFirst(text, nonce);
    if (first === undefined) return undefined;
    const hmac = (key: Uint8Array, message: string) => createHmac(hash, key).update(message).digest();
    const length = hash === 'sha1' ? 20 : 32;
    const salted = await derive(secret!, first.salt, first.iterations, length, hash);
    const withoutProof = `c=${bound},r=${first.nonce}`;
    const message = `${bare},${text},${withoutProof}`;
    const clientKey = hmac(salted, 'Client Key');
    const signature = hmac(createHash(hash).update(clientKey).digest(), message);
    const proof = signature.map((octet, at) => octet ^ clientKey[at]!);
    serverSignature = hmac(hmac(salted, 'Server Key'), message);
    return Buffer.from(`${withoutProof},p=${encodeBase64(proof)}`);
  }

  /** RFC 5802 §5: a server whose signature is another does not know the password, and is not who it says. */
  function verify(text: string, expected: Buffer): Uint8Array | undefined {
    const signature = /^v=([^,]+)(?:,|$)/.exec(text)?.[1];
    const octets = signature === undefined ? undefined : decodeBase64(signature);
    satisfied = octets?.length === expected.length && timingSafeEqual(octets, expected);
    return satisfied ? Buffer.alloc(0) : undefined;
  }

  return {
    initial: Buffer.from(`${header}${bare}`, 'utf8'),
    get satisfied() {
      return satisfied;
    },
    respond(challenge) {
      const text = decodeUtf8(challenge);
      if (text === undefined || satisfied) return undefined;
      return serverSignature === undefined ? prove(text) : verify(text, serverSignature);
    },
  };
}

/** server-first-message = nonce "," salt "," iteration-count ["," extensions]; a mandatory extension fails. RFC 5802 §7 */
function parseServerFirst(text: string, ours: string) {
  const match = /^r=([\x21-\x2b\x2d-\x7e]+),s=([^,]+),i=([1-9]\d{0,9})(?:,|$)/.exec(text);
  if (match === null) return undefined;
  const [, nonce, salt64, count] = match as unknown as [string, string, string, string];
  const salt = decodeBase64(salt64);
  const iterations = Number(count);
  if (!nonce.startsWith(ours) || nonce === ours || salt === undefined || salt.length === 0) return undefined;
  if (iterations < fewestIterations || iterations > mostIterations) return undefined;
  return { nonce, salt, iterations };
}
