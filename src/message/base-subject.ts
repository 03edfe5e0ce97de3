// The base subject: what is left of a subject without what replying and forwarding put around it. RFC 5256 §2.1

import { maxSubject } from './limits.ts';

export type BaseSubject = {
  subject: string;
  /** Whether anything that says reply or forward was taken off. RFC 5256 §3 REFERENCES (5) */
  reply: boolean;
};

/** `subject`: decoded text. */
export function baseSubject(subject: string): BaseSubject {
  // Step (1); the encoded words are decoded already.
  let text = subject.slice(0, maxSubject).replaceAll(/[\t\r\n ]+/g, ' ');
  let reply = false;
  for (;;) {
    // Step (2)
    const trimmed = text.replace(/(?:\(fwd\)| )+$/i, '');
    reply ||= /\(fwd\)/i.test(text.slice(trimmed.length));
    text = trimmed;
    // Steps (3) to (5)
    for (;;) {
      const leader = leaderLength(text);
      if (leader > 0) {
        reply ||= text.slice(0, leader).trim() !== '';
        text = text.slice(leader);
        continue;
      }
      const blob = blobLength(text, 0);
      if (blob === 0 || blob === text.length) break;
      text = text.slice(blob);
    }
    // Step (6)
    if (!/^\[fwd:.*\]$/i.test(text)) return { subject: text, reply };
    text = text.slice(5, -1);
    reply = true;
  }
}

/** subj-leader = (*subj-blob subj-refwd) / WSP; 0 where none is. RFC 5256 §5 */
function leaderLength(text: string): number {
  if (text.startsWith(' ')) return 1;
  let at = 0;
  for (let blob = blobLength(text, at); blob > 0; blob = blobLength(text, at)) at += blob;
  const word = /^(?:re|fwd?) */i.exec(text.slice(at));
  if (word === null) return 0;
  at += word[0].length;
  at += blobLength(text, at);
  return text[at] === ':' ? at + 1 : 0;
}

/** subj-blob = "[" *BLOBCHAR "]" *WSP; 0 where none is. */
function blobLength(text: string, at: number): number {
  if (text[at] !== '[') return 0;
  let end = at + 1;
  while (end < text.length && text[end] !== '[' && text[end] !== ']') end++;
  if (text[end] !== ']') return 0;
  end++;
  while (text[end] === ' ') end++;
  return end - at;
}
