// A running server with the corpus in one maildrop, put there octet for octet, and what POP3 says those letters are.
import assert from 'node:assert/strict';
import { bareLf, hardLetters, type Letter, letters, mended } from './letters.ts';
import { openMailTalk } from './mail-talk.ts';
import { openPop3Talk } from './pop3-talk.ts';
import type { Server } from './server.ts';

/** What a receiver puts in front of a letter (RFC 5321 §4.4): Return-Path, then Received with its folded lines. */
const trace = /^Return-Path: <[^>\r\n]*>\r\n(?:Received: [^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*)$/;

/** Asserts that `stored` is `sent` as the house keeps it: the trace fields in front, a bare LF mended, no more. */
export function assertStored(name: string, stored: Buffer, sent: Buffer): void {
  const kept = mended(sent);
  const front = stored.subarray(0, stored.length - kept.length).toString('latin1');
  assert.ok(stored.subarray(front.length).equals(kept), `${name}: the octets are not those that were sent`);
  assert.match(front, trace, name);
}

/** Sends the whole corpus over LMTP to `name`; returns each letter as it is stored, read back with a bare POP3 talk. */
export async function fillMaildrop(server: Server, name: string): Promise<Letter[]> {
  const all = [...letters, ...hardLetters, bareLf];
  const talk = await openMailTalk('lmtp', server.ports.lmtp);
  for (const { name: subject, octets } of all) {
    const [answer] = await talk.deliver(octets, name);
    assert.match(answer!, /^250 /, subject);
  }
  await talk.quit();
  const pop3 = await openPop3Talk(server.ports.pop3, name, server.password);
  const stored = await pop3.letters();
  await pop3.quit();
  assert.equal(stored.length, all.length);
  for (const [index, { name: subject, octets }] of all.entries())
    assertStored(subject, stored[index]!, octets);
  return all.map(({ name: subject }, index) => ({ name: subject, octets: stored[index]! }));
}
