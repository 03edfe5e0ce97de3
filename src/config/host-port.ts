// Where a listener listens: 127.0.0.1:110, [::1]:110, mail.example.org:110, *:110.
import { isIpv4, isIpv6 } from './ip.ts';
import type { HostPort } from './settings.ts';

/** Undefined when it is none. The host `*` stays `*`: every address of this machine. Port 0: a free one. */
export function parseHostPort(text: string): HostPort | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text.trim());
  if (match === null) return undefined;
  const [, bracketed, plain, digits] = match;
  const port = Number(digits);
  if (port > 65535) return undefined;
  if (bracketed !== undefined) return isIpv6(bracketed) ? { host: bracketed.toLowerCase(), port } : undefined;
  const host = plain!.toLowerCase();
  if (host === '*' || isIpv4(host)) return { host, port };
  const looksLikeAddress = /^[\d.]+$/.test(host);
  return !looksLikeAddress && /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?$/.test(host) ? { host, port } : undefined;
}

/** The same text back; an IPv6 address gets its brackets. */
export function formatHostPort({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
