// What a guesser holds when they hold one address: the address itself, or with IPv6 its /64 (RFC 6177 §2), and the
// network around it: the /24, or the /48.

export type Origin = { address: string; network: string };

/** undefined for addresses of this machine: everyone behind a local proxy or web mail shares them. */
export function originOf(address: string): Origin | undefined {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (plain === '::1' || plain.startsWith('127.')) return undefined;
  if (!plain.includes(':')) return { address: plain, network: plain.replace(/\.\d+$/, '.0/24') };
  const groups = expand(plain);
  return { address: `${groups.slice(0, 4).join(':')}::/64`, network: `${groups.slice(0, 3).join(':')}::/48` };
}

/** The first four groups of an IPv6 address, without leading zeros. RFC 5952 §4.1 */
function expand(address: string): string[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // A dotted quad at the end stands for two groups. RFC 4291 §2.2
  const missing = tail === undefined ? 0 : 8 - before.length - after.length - (tail.includes('.') ? 1 : 0);
  const groups = [...before, ...new Array<string>(Math.max(0, missing)).fill('0'), ...after];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
}
