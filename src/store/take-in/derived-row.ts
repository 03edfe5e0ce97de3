// What the message room computed of a letter, flattened into the columns of its row.

import { hash } from 'node:crypto';
import type { Derived } from '../../message/index.ts';
import type { DerivedRow } from '../incoming.ts';

export function derivedRow(derived: Derived): DerivedRow {
  const {
    version,
    envelope,
    bodyStructure,
    eightBit,
    root,
    sortKeys,
    sentDate,
    messageId,
    references,
    preview,
  } = derived;
  const nearestFirst = messageId === null ? references.toReversed() : [messageId, ...references.toReversed()];
  return {
    version,
    envelope,
    bodyStructure,
    eightBit,
    parts: JSON.stringify(root),
    sortKeys: JSON.stringify(sortKeys),
    sentDate,
    messageId,
    threadRefs: [...new Set(nearestFirst.map(threadRef))],
    preview,
  };
}

/** 52 bits of the SHA-256 of a Message-ID: it fits a JavaScript number. */
function threadRef(messageId: string): number {
  const digest = hash('sha256', messageId, 'buffer');
  return digest.readUInt32BE(0) * 2 ** 20 + (digest.readUIntBE(4, 3) >>> 4);
}
