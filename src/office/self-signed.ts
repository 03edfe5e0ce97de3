// A certificate that vouches for nobody: for the demo and for a server that has none yet. X.509 (RFC 5280) written
// as DER by hand, because the libraries that write one bring twenty packages into every installation.

import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
};
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const oid = (...octets: number[]) => der(0x06, Buffer.from(octets));
const utcTime = (date: Date) =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'latin1'));
const positive = (octets: Buffer) => der(0x02, Buffer.concat([Buffer.from([0x01]), octets]));

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = (name: string) =>
  sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name, 'utf8')))));
const extension = (id: Buffer, value: Buffer) => sequence(id, der(0x04, value));

/** A P-256 key and a certificate for these names (host names, IPv4 addresses), good for a year from `now`; both PEM. */
export function selfSigned(names: readonly string[], now: number): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = commonName(names[0] ?? 'casilla');
  // RFC 5280 §4.2.1.6: [2] dNSName, [7] iPAddress.
  const alternatives = names.map((name) =>
    /^\d+(\.\d+){3}$/.test(name)
      ? der(0x87, Buffer.from(name.split('.').map(Number)))
      : der(0x82, Buffer.from(name, 'latin1')),
  );
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    positive(randomBytes(15)),
    ecdsaWithSha256,
    issuer,
    sequence(utcTime(new Date(now - 3_600_000)), utcTime(new Date(now + 365 * 86_400_000))),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension(oid(0x55, 0x1d, 0x11), sequence(...alternatives)))),
  );
  const signature = createSign('sha256').update(toSign).sign(privateKey);
  const certificate = sequence(
    toSign,
    ecdsaWithSha256,
    der(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
