import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseProxyHeader } from './proxy-protocol.ts';

const signature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');
/** Version 2: command, family and protocol, addresses and what follows them. */
const v2 = (command: number, family: number, rest: Buffer) =>
  Buffer.concat([signature, Buffer.of(command, family, rest.length >> 8, rest.length & 255), rest]);
const ipv4 = Buffer.from('c0000201c63364011234006e', 'hex');
const ipv6 = Buffer.from(`20010db8${'00'.repeat(11)}0120010db8${'00'.repeat(11)}021234006e`, 'hex');

const good: [name: string, octets: Buffer, source: { address: string; port: number } | undefined][] = [
  [
    'TCP4',
    Buffer.from('PROXY TCP4 192.0.2.1 198.51.100.1 4660 110\r\n'),
    { address: '192.0.2.1', port: 4660 },
  ],
  [
    'TCP6',
    Buffer.from('PROXY TCP6 2001:db8::1 2001:db8::2 4660 110\r\n'),
    { address: '2001:db8::1', port: 4660 },
  ],
  [
    'mapped',
    Buffer.from('PROXY TCP6 ::ffff:192.0.2.1 ::1 4660 110\r\n'),
    { address: '192.0.2.1', port: 4660 },
  ],
  ['UNKNOWN', Buffer.from('PROXY UNKNOWN\r\n'), undefined],
  ['UNKNOWN with more', Buffer.from('PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n'), undefined],
  ['version 2, IPv4', v2(0x21, 0x11, ipv4), { address: '192.0.2.1', port: 4660 }],
  ['version 2, IPv6', v2(0x21, 0x21, ipv6), { address: '2001:db8::1', port: 4660 }],
  [
    'version 2 with additions',
    v2(0x21, 0x11, Buffer.concat([ipv4, Buffer.from('0400020000', 'hex')])),
    { address: '192.0.2.1', port: 4660 },
  ],
  ['version 2, LOCAL', v2(0x20, 0x00, Buffer.alloc(0)), undefined],
  ['version 2, a socket file', v2(0x21, 0x31, Buffer.alloc(216)), undefined],
];

test('headers are read, and what follows them is left', () => {
  for (const [name, octets, source] of good) {
    const expected = { kind: 'header', octets: octets.length, ...(source && { source }) };
    assert.deepEqual(parseProxyHeader(octets), expected, name);
    assert.deepEqual(parseProxyHeader(Buffer.concat([octets, Buffer.from('CAPA\r\n')])), expected, name);
  }
});

test('a header that is not whole yet is waited for', () => {
  for (const [name, octets] of good)
    for (let length = 0; length < octets.length; length++)
      assert.equal(
        parseProxyHeader(octets.subarray(0, length)).kind,
        'incomplete',
        `${name}, ${length} octets`,
      );
});

test('what is no header is refused', () => {
  const bad: (string | Buffer)[] = [
    'CAPA\r\n',
    'proxy TCP4 192.0.2.1 198.51.100.1 4660 110\r\n',
    'PROXY TCP4 192.0.2.1 198.51.100.1 4660\r\n',
    'PROXY TCP4 192.0.2.1 198.51.100.1 4660 110 9\r\n',
    'PROXY TCP4 2001:db8::1 2001:db8::2 4660 110\r\n',
    'PROXY TCP6 192.0.2.1 198.51.100.1 4660 110\r\n',
    'PROXY TCP4 192.0.2.1 198.51.100.1 65536 110\r\n',
    'PROXY TCP4 192.0.2.1 198.51.100.1 04660 110\r\n',
    'PROXY TCP4  192.0.2.1 198.51.100.1 4660 110\r\n',
    'PROXY UDP4 192.0.2.1 198.51.100.1 4660 110\r\n',
    `PROXY UNKNOWN ${'x'.repeat(100)}\r\n`,
    'x'.repeat(200),
    v2(0x11, 0x11, ipv4),
    v2(0x22, 0x11, ipv4),
    v2(0x21, 0x11, ipv4.subarray(0, 11)),
    v2(0x21, 0x21, ipv6.subarray(0, 35)),
    v2(0x21, 0x11, Buffer.alloc(5000)),
  ];
  for (const octets of bad)
    assert.equal(parseProxyHeader(Buffer.from(octets)).kind, 'invalid', String(octets));
});

test('IPv6 addresses are written with their longest run of zeros shortened', () => {
  const address = (groups: number[]) => {
    const octets = Buffer.alloc(36);
    for (const [at, group] of groups.entries()) octets.writeUInt16BE(group, 2 * at);
    const header = parseProxyHeader(v2(0x21, 0x21, octets));
    return header.kind === 'header' ? header.source?.address : undefined;
  };
  assert.equal(address([0, 0, 0, 0, 0, 0, 0, 1]), '::1');
  assert.equal(address([0, 0, 0, 0, 0, 0, 0, 0]), '::');
  assert.equal(address([0x2001, 0xdb8, 0, 0, 1, 0, 0, 0]), '2001:db8:0:0:1::');
  assert.equal(address([1, 0, 2, 3, 4, 5, 6, 0x70]), '1:0:2:3:4:5:6:70');
  assert.equal(address([0x10, 0, 0, 0x20, 0, 0, 0, 3]), '10:0:0:20::3');
});

test('no octets throw', () => {
  const start = fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from('PROXY '),
    signature,
    Buffer.from('PROXY TCP4 '),
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 120 }), (head, tail) => {
      const header = parseProxyHeader(Buffer.concat([head, tail]));
      assert.ok(header.kind !== 'header' || header.octets <= head.length + tail.length);
    }),
  );
});
