import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HopCount } from './loop.ts';

const counts: [what: string, letter: string, hops: number][] = [
  ['an empty letter', '', 0],
  ['one field', 'Received: a\r\n\r\n', 1],
  ['any case', 'RECEIVED: a\r\nreceived:b\r\nReCeIvEd:c\r\n\r\n', 3],
  ['folded lines are one field', 'Received: a\r\n\tReceived: b\r\n Received: c\r\n\r\n', 1],
  ['other names', 'Received-SPF: a\r\nX-Received: b\r\nReceive: c\r\n\r\n', 0],
  ['the body is not looked at', 'Received: a\r\n\r\nReceived: b\r\nReceived: c\r\n', 1],
  ['bare LF lines', 'Received: a\nReceived: b\n\nReceived: c\n', 2],
  ['a letter that begins with its body', '\r\nReceived: a\r\n', 0],
  ['no end of the header', 'Subject: a\r\nReceived: b', 1],
];
for (const [what, letter, hops] of counts) {
  test(`hops: ${what}`, () => {
    for (const chunk of [1000, 1, 2, 3, 7]) {
      const count = new HopCount();
      for (let at = 0; at < letter.length; at += chunk) count.see(Buffer.from(letter.slice(at, at + chunk)));
      assert.equal(count.hops, hops);
    }
  });
}
