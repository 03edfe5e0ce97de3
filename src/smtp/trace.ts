// The trace header that goes in front of a letter at its final delivery: Return-Path, then our Received.
// RFC 5321 §4.4, RFC 8314 §4.3. What the sender wrote is never touched, a Return-Path of theirs included.

import { limits } from './limits.ts';
import type { Envelope, Peer } from './receiver.ts';

export type TraceFacts = {
  /** The name we greet with. */
  hostname: string;
  /** Registered name of the cipher suite, or null without TLS. */
  cipher: string | null;
  /** Whether the peer said EHLO (RFC 5321 §2.2.1), and SMTPUTF8 with this letter. */
  extended: boolean;
  utf8: boolean;
  /** Milliseconds since 1970. */
  now: number;
};

/** The octets to put in front of the letter. */
export function formatTrace(envelope: Envelope<unknown>, facts: TraceFacts): Uint8Array {
  const { peer, sender, recipients } = envelope;
  const first = recipients[0];
  // With more than one recipient, naming one would tell the others. RFC 5321 §7.2
  const alone = first !== undefined && recipients.every(({ address }) => address === first.address);
  return Buffer.from(
    `${[
      `Return-Path: <${sender}>`,
      `Received: from ${formatPeer(peer)}`,
      `\tby ${facts.hostname} with ${formatProtocol(peer, facts)} id ${peer.id}`,
      ...(alone ? [`\tfor <${first.address}>`] : []),
      ...(facts.cipher === null ? [] : [`\ttls ${facts.cipher}`]),
    ].join('\r\n')};\r\n\t${formatDate(facts.now)}\r\n`,
  );
}

function formatPeer({ helo, address }: Peer): string {
  const literal = address.includes(':') ? `[IPv6:${address}]` : `[${address}]`;
  // The peer's own name for itself is a claim; one that is no domain or literal would break the field's syntax.
  const claim = /^(?:[\p{L}\p{M}\p{N}_.-]+|\[[!-Z^-~]+\])$/u.test(helo) && helo.length <= limits.domain;
  return `${claim ? helo : 'unknown'} (${literal})`;
}

/** RFC 3848, RFC 6531 §4.3 */
function formatProtocol({ protocol, secure }: Peer, { extended, utf8 }: TraceFacts): string {
  const base = protocol === 'lmtp' ? 'LMTP' : extended && !utf8 ? 'ESMTP' : 'SMTP';
  return `${utf8 ? 'UTF8' : ''}${base}${secure ? 'S' : ''}`;
}

/** RFC 5322 §3.3; our clock is told in UTC. */
function formatDate(now: number): string {
  return new Date(now).toUTCString().replace('GMT', '+0000');
}
