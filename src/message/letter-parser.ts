// The door's main function: octets of a letter in, in any pieces, what is derived of it out. On the path of every
// delivery: bodies are counted, headers are read once, nothing is kept but header blocks and the start of a text.

import { formatBodyStructure, hasEightBit } from './body-structure.ts';
import { parseDate } from './date.ts';
import { type Derived, derivedVersion } from './derived.ts';
import { formatEnvelope, parseEnvelope } from './envelope.ts';
import { firstField } from './header-fields.ts';
import { isEightBit } from './imap-string.ts';
import { collectReferences, parseMessageId } from './message-ids.ts';
import { PreviewReader } from './preview.ts';
import { sortKeys } from './sort-keys.ts';
import { StructureParser } from './structure-parser.ts';

export type LetterParser = {
  /** Takes octets as they are stored, cut anywhere. They may be changed afterwards. Never throws. */
  push(octets: Uint8Array): void;
  /** Ends the letter. Called once. */
  end(): Derived;
};

/** A parser of one letter; its memory is bounded whatever comes. */
export function createLetterParser(): LetterParser {
  const preview = new PreviewReader();
  const structure = new StructureParser(preview);
  return {
    push: (octets) => structure.push(octets),
    end() {
      structure.end();
      const { root, fields } = structure;
      const envelope = parseEnvelope(fields);
      const formatted = formatEnvelope(envelope);
      return {
        version: derivedVersion,
        envelope: formatted,
        bodyStructure: formatBodyStructure(root),
        eightBit: isEightBit(formatted) || hasEightBit(root),
        root,
        sentDate: envelope.date === undefined ? null : parseDate(envelope.date),
        sortKeys: sortKeys(envelope),
        messageId: envelope.messageId === undefined ? null : parseMessageId(envelope.messageId),
        references: collectReferences(firstField(fields, 'references') ?? '', envelope.inReplyTo ?? ''),
        preview: preview.text,
      };
    },
  };
}
