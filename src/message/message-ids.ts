// Message-IDs out of Message-ID, References and In-Reply-To, however they are written. RFC 5322 §3.6.4

import { maxMessageIdOctets, maxReferences } from './limits.ts';

/** What stands between angle brackets, white space and comments around it ignored; in order. */
export function parseMessageIds(value: string): string[] {
  const ids: string[] = [];
  for (let open = value.indexOf('<'); open >= 0; open = value.indexOf('<', open + 1)) {
    const close = value.indexOf('>', open);
    if (close < 0) break;
    // A second "<" before the ">" begins again: what was open was not one.
    const from = value.lastIndexOf('<', close);
    const id = value.slice(from + 1, close).replaceAll(/[ \t\r\n]/g, '');
    if (id !== '' && id.length <= maxMessageIdOctets) ids.push(id);
    open = close;
  }
  return ids;
}

/** The identifier of a letter; one without brackets is taken whole, if it is one word. */
export function parseMessageId(value: string): string | null {
  const id = parseMessageIds(value)[0];
  if (id !== undefined) return id;
  const bare = value.trim();
  return /^[^\s<>()]+@[^\s<>()]+$/.test(bare) && bare.length <= maxMessageIdOctets ? bare : null;
}

/** References, then In-Reply-To, no repetition; of more than 100 the newest. RFC 5256 §3 REFERENCES (1) */
export function collectReferences(references: string, inReplyTo: string): string[] {
  const ids = new Set([...parseMessageIds(references), ...parseMessageIds(inReplyTo)]);
  return [...ids].slice(-maxReferences);
}
