// The certificates in use: read as pairs, checked before anybody gets them, watched for change. Where none are
// configured, one that vouches for nobody is made once and kept in the data directory, so that clients can pin it.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OfficeError } from './office-error.ts';
import { selfSigned } from './self-signed.ts';

/** PEM texts of one chain and its key, and the host names it answers to (lower case, `*.` for a wildcard). */
export type Certificate = { names: string[]; certificate: string; key: string };

/** How often a certificate's files are looked at, milliseconds: renewals come every few weeks. */
const lookEvery = 5_000;

/** Reads and checks the configured pairs, in order; the first is for clients that name no host. Rejects with OfficeError. */
export async function loadCertificates(files: {
  certificate: string[];
  key: string[];
}): Promise<Certificate[]> {
  return Promise.all(files.certificate.map((file, at) => loadPair(file, files.key[at] ?? file)));
}

async function loadPair(certificateFile: string, keyFile: string): Promise<Certificate> {
  const [certificate, key] = await Promise.all([readPem(certificateFile), readPem(keyFile)]);
  const read = parsed(certificateFile, () => new X509Certificate(certificate));
  const privateKey = parsed(keyFile, () => createPrivateKey(key));
  if (!read.checkPrivateKey(privateKey))
    throw new OfficeError('certificate-bad', `${certificateFile} + ${keyFile}`);
  return { names: hostNames(read), certificate, key };
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new OfficeError('certificate-bad', file, { cause });
  }
}

function parsed<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new OfficeError('certificate-bad', file, { cause });
  }
}

/** RFC 6125: the DNS names of the certificate, else its common name. */
function hostNames(certificate: X509Certificate): string[] {
  const alternatives = (certificate.subjectAltName ?? '')
    .split(', ')
    .filter((name) => name.startsWith('DNS:'))
    .map((name) => name.slice(4).toLowerCase());
  if (alternatives.length > 0) return alternatives;
  const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
  return common === undefined ? [] : [common.toLowerCase()];
}

/** The certificate of a server that was given none; made at the first start. */
export async function ownCertificate(directory: string, hostname: string, now: number): Promise<Certificate> {
  const file = join(directory, 'self-signed.pem');
  try {
    const pair = await loadPair(file, file);
    if (new X509Certificate(pair.certificate).validToDate.getTime() > now + 86_400_000) return pair;
  } catch (error) {
    // Missing, or half written by an older kill: a new one is as good.
    if (!(error instanceof OfficeError)) throw error;
  }
  const made = selfSigned([...new Set([hostname, 'localhost', '127.0.0.1'])], now);
  await writeFile(`${file}.new`, made.certificate + made.key, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return loadPair(file, file);
}

/** Calls `changed` when one of the files changes. Returns the function that ends it. */
export function watchCertificates(files: readonly string[], changed: () => void): () => void {
  for (const file of files) watchFile(file, { interval: lookEvery, persistent: false }, changed);
  return () => {
    for (const file of files) unwatchFile(file, changed);
  };
}
