// Stored passwords: argon2id (RFC 9106) in the PHC string format, as most mail servers write it.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { limits } from './limits.ts';
import { preparePassword } from './password.ts';

/** Memory in KiB. */
export type Cost = { memory: number; passes: number; parallelism: number };
export type Verifier = Cost & { salt: Uint8Array; tag: Uint8Array };

/** What new hashes cost: 35 ms and 19 MiB here (OWASP's first choice). */
export const usualCost: Cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };

const phc =
  /^(?:\{ARGON2ID\})?\$argon2id\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** undefined: not argon2id version 19 in its PHC form (`{ARGON2ID}` may stand before it), or beyond the limits. */
export function readVerifier(text: string): Verifier | undefined {
  if (text.length > 512) return undefined;
  const match = phc.exec(text);
  if (match === null) return undefined;
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number];
  const [salt, tag] = match.slice(4).map((octets) => Buffer.from(octets, 'base64')) as [Buffer, Buffer];
  if (parallelism < 1 || parallelism > limits.parallelism || passes < 1 || passes > limits.passes)
    return undefined;
  // RFC 9106 §3.1: at least 8 KiB a lane.
  if (memory < 8 * parallelism || memory > limits.memory || memory * passes > limits.work) return undefined;
  if (salt.length < limits.salt.least || salt.length > limits.salt.most) return undefined;
  if (tag.length < limits.tag.least || tag.length > limits.tag.most) return undefined;
  return { memory, passes, parallelism, salt, tag };
}

export function formatVerifier({ memory, passes, parallelism, salt, tag }: Verifier): string {
  const text = (octets: Uint8Array) => Buffer.from(octets).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`;
}

/** A verifier for a new password, to be stored. It takes a thread of libuv's pool for its 35 ms. */
export async function hashPassword(
  password: string,
  random: (octets: number) => Uint8Array = randomBytes,
): Promise<string> {
  const salt = random(16);
  const tag = await derive(preparePassword(password), { ...usualCost, salt }, 32);
  return formatVerifier({ ...usualCost, salt, tag });
}

/** Whether this is the password; it takes the same time either way. */
export async function isPassword(password: string, verifier: Verifier): Promise<boolean> {
  return timingSafeEqual(await derive(password, verifier, verifier.tag.length), verifier.tag);
}

function derive(
  message: string,
  { memory, passes, parallelism, salt }: Omit<Verifier, 'tag'>,
  tagLength: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength }, (error, tag) =>
      error ? reject(error) : resolve(tag),
    );
  });
}
