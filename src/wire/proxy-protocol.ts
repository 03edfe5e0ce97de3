// The header with which a proxy in front of us says who its client is: versions 1 and 2 of HAProxy's PROXY protocol
// (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt, §2.1 and §2.2). A function of the first octets.

import { isIPv4, isIPv6 } from 'node:net';
import { plainAddress } from './address.ts';

/** `octets`: how long the header was. Without `source` the proxy speaks for itself (a health check). */
export type ProxyHeader =
  | { kind: 'header'; octets: number; source?: { address: string; port: number } }
  | { kind: 'incomplete' }
  | { kind: 'invalid' };

const incomplete: ProxyHeader = { kind: 'incomplete' };
const invalid: ProxyHeader = { kind: 'invalid' };

/** §2.1: "a 108-byte buffer is always enough" for a line with its CRLF and a zero behind it. */
const longestV1 = 107;
/** 16 octets, the addresses, and the additions that proxies send (§2.2.1 to §2.2.5); more is not a proxy of ours. */
const longestV2 = 4096;
const signatureV2 = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const signatureV1 = Buffer.from('PROXY ', 'latin1');

/** Reads the header at the start of what a proxy sent. Never throws. */
export function parseProxyHeader(octets: Uint8Array): ProxyHeader {
  const start = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  if (begins(start, signatureV2)) return start.length < 16 ? incomplete : parseV2(start);
  if (begins(start, signatureV1)) return parseV1(start);
  return invalid;
}

function begins(start: Buffer, signature: Buffer): boolean {
  const length = Math.min(start.length, signature.length);
  return start.subarray(0, length).equals(signature.subarray(0, length));
}

function parseV1(start: Buffer): ProxyHeader {
  const end = start.subarray(0, longestV1).indexOf('\r\n', 0, 'latin1');
  if (end < 0) return start.length >= longestV1 ? invalid : incomplete;
  const octets = end + 2;
  const [, family, source = '', destination = '', sourcePort = '', destinationPort = '', ...more] = start
    .toString('latin1', 0, end)
    .split(' ');
  // §2.1: for UNKNOWN the receiver ignores anything before the CRLF.
  if (family === 'UNKNOWN') return { kind: 'header', octets };
  const isAddress = family === 'TCP4' ? isIPv4 : family === 'TCP6' ? isIPv6 : () => false;
  const good = isAddress(source) && isAddress(destination) && isPort(sourcePort) && isPort(destinationPort);
  if (!good || more.length > 0) return invalid;
  return { kind: 'header', octets, source: { address: plainAddress(source), port: Number(sourcePort) } };
}

const isPort = (text: string) => /^(0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65535;

function parseV2(start: Buffer): ProxyHeader {
  const [version, command] = [start[12]! >> 4, start[12]! & 15];
  const octets = 16 + start.readUInt16BE(14);
  if (version !== 2 || command > 1 || octets > longestV2) return invalid;
  if (start.length < octets) return incomplete;
  // §2.2: LOCAL is the proxy itself; families that we do not know are treated like it.
  if (command === 0) return { kind: 'header', octets };
  const transport = start[13]!;
  if (transport === 0x11) {
    if (octets < 16 + 12) return invalid;
    const address = [...start.subarray(16, 20)].join('.');
    return { kind: 'header', octets, source: { address, port: start.readUInt16BE(24) } };
  }
  if (transport === 0x21) {
    if (octets < 16 + 36) return invalid;
    const groups = Array.from({ length: 8 }, (_, i) => start.readUInt16BE(16 + 2 * i));
    return { kind: 'header', octets, source: { address: formatIPv6(groups), port: start.readUInt16BE(48) } };
  }
  return { kind: 'header', octets };
}

/** RFC 5952 §4.2: the longest run of two or more zero groups becomes `::`. */
function formatIPv6(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].map(({ 0: run, index }) => ({ run, index }));
  const longest = runs.reduce((best, run) => (run.run.length > best.run.length ? run : best), {
    run: '',
    index: 0,
  });
  if (longest.run === '') return text;
  const head = text.slice(0, longest.index).replace(/:$/, '');
  const tail = text.slice(longest.index + longest.run.length).replace(/^:/, '');
  return plainAddress(`${head}::${tail}`);
}
