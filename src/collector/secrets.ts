// Secrets of sources at rest: sealed with AES-256-GCM under a key that lies in a file of its own, so that a copy of the
// database alone gives none away. Each is bound to its source: moved to another one it does not open.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AccountId, SourceId } from '../store/index.ts';

/** Whose secret it is. */
export type Owner = { account: AccountId; source: SourceId };

/** The secret cannot be had. The message holds nothing of it. */
export class SecretUnreadable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SecretUnreadable';
  }
}

const version = 1;
const keyOctets = 32;
const nonceOctets = 12;
const tagOctets = 16;

export class Secrets {
  readonly #key: Uint8Array;

  /** `key`: 32 octets. */
  constructor(key: Uint8Array) {
    if (key.length !== keyOctets) throw new RangeError(`a key has ${keyOctets} octets`);
    this.#key = key;
  }

  /** A version, a nonce, the text under the key, its tag. `random`: 12 octets, never the same twice. */
  seal(secret: string, owner: Owner, random: Uint8Array = randomBytes(nonceOctets)): Uint8Array {
    const cipher = createCipheriv('aes-256-gcm', this.#key, random).setAAD(boundTo(owner));
    const sealed = [cipher.update(secret, 'utf8'), cipher.final()];
    return new Uint8Array(Buffer.concat([Buffer.of(version), random, ...sealed, cipher.getAuthTag()]));
  }

  /** Throws SecretUnreadable: another key, another source, or altered. */
  open(sealed: Uint8Array, owner: Owner): string {
    if (sealed[0] !== version || sealed.length < 1 + nonceOctets + tagOctets)
      throw new SecretUnreadable('the secret is sealed in a way that this program does not know');
    const nonce = sealed.subarray(1, 1 + nonceOctets);
    const text = sealed.subarray(1 + nonceOctets, -tagOctets);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce).setAAD(boundTo(owner));
      decipher.setAuthTag(sealed.subarray(-tagOctets));
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SecretUnreadable('the secret was sealed with another key, or for another source', { cause });
    }
  }
}

const boundTo = ({ account, source }: Owner) => Buffer.from(`casilla source ${account}/${source}`);

/**
 * Reads the key file; makes it, for us alone, where there is none. Rejects with SecretUnreadable where it is no key, and
 * with what the file system says.
 */
export async function openSecrets(path: string): Promise<Secrets> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return makeKey(path);
  });
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== keyOctets) throw new SecretUnreadable(`${path} is no key file`);
  return new Secrets(key);
}

/** Whole or not at all, and never in the place of another: a half-written key would lose every secret. */
async function makeKey(path: string): Promise<string> {
  const text = `${randomBytes(keyOctets).toString('base64')}\n`;
  const part = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(part, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await chmod(part, 0o600);
    await link(part, path);
    await syncDirectory(dirname(path));
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return await readFile(path, 'utf8');
    throw error;
  } finally {
    await file.close().catch(() => {});
    await unlink(part);
  }
}

/** What is sealed from now on must open after a crash. */
async function syncDirectory(path: string): Promise<void> {
  await using directory = await open(path);
  await directory.sync();
}
