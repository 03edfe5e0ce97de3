// Addresses as the rooms above see them: IPv4 written plainly even when it came over IPv6, and the block of addresses
// that one customer holds.

import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** `::ffff:192.0.2.1` is `192.0.2.1` (RFC 4291 §2.5.5.2). */
export function plainAddress(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}

export function isLoopback(address: string): boolean {
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}

/** What connections are counted by: an IPv4 address, or the /64 that one IPv6 customer gets (RFC 6177 §2). */
export function addressBlock(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? 0 : tail.split(':').length + (tail.includes('.') ? 1 : 0);
    while (groups.length + after < 8) groups.push('0');
  }
  while (groups.length < 4) groups.push('0');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** Whether an address is one of these: addresses and CIDR blocks. Throws RangeError for one that is neither. */
export function createAddressMatch(blocks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', prefix] = block.split('/');
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
    const bits = prefix === undefined ? undefined : Number(prefix);
    const most = family === 'ipv4' ? 32 : 128;
    if (family === undefined || (bits !== undefined && !(/^\d+$/.test(prefix!) && bits <= most)))
      throw new RangeError(`not an address or a block of addresses: ${block}`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, bits, family);
  }
  return (address) =>
    isIPv4(address) ? list.check(address, 'ipv4') : isIPv6(address) && list.check(address, 'ipv6');
}
