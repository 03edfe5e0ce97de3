// What a header block makes of a part: its type and the rest of its Content fields, or the defaults of where it stands.

import { parseContentFields } from './content-fields.ts';
import type { Part } from './derived.ts';
import type { HeaderField } from './header-fields.ts';

/** A part of which only its beginning is known: text/plain, as RFC 2045 §5.2 says. */
export function emptyPart(header: number): Part {
  return {
    type: 'text',
    subtype: 'plain',
    parameters: [],
    encoding: '7bit',
    header,
    body: header,
    end: header,
    lines: 0,
  };
}

/** Says in a part what its header says. `parent`: the multipart or the letter that it stands in. */
export function describePart(part: Part, fields: readonly HeaderField[], parent: Part | undefined): void {
  const inMultipart = parent !== undefined && parent.envelope === undefined;
  const content = parseContentFields(fields);
  // RFC 2045 §4: without MIME-Version (or, more leniently, a Content-Type) the other fields say nothing.
  const isMime = inMultipart || content.mime;
  if (isMime && content.type !== undefined) {
    part.type = content.type.type;
    part.subtype = content.type.subtype;
    part.parameters = content.type.parameters;
  } else if (inMultipart && parent.subtype === 'digest' && !content.mime) {
    // RFC 2046 §5.1.5
    part.type = 'message';
    part.subtype = 'rfc822';
  }
  if (!isMime) return;
  if (content.encoding !== undefined) part.encoding = content.encoding;
  if (content.id !== undefined) part.id = content.id;
  if (content.description !== undefined) part.description = content.description;
  if (content.md5 !== undefined) part.md5 = content.md5;
  if (content.disposition !== undefined) part.disposition = content.disposition;
  if (content.language !== undefined) part.language = content.language;
  if (content.location !== undefined) part.location = content.location;
}
