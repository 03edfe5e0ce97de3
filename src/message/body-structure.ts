// BODYSTRUCTURE and BODY of a part tree. RFC 9051 §7.5.2 (RFC 3501 §7.4.2)

import type { Part } from './derived.ts';
import { formatNstring, formatString, isEightBit } from './imap-string.ts';
import type { Parameter } from './parameters.ts';

/** With extension data, parentheses included. One character per octet: it is written as latin1. */
export function formatBodyStructure(part: Part): string {
  return formatPart(part, true);
}

/** BODY: the same without extension data. */
export function formatBody(part: Part): string {
  return formatPart(part, false);
}

/** Whether the body structure of the tree holds octets beyond ASCII. */
export function hasEightBit(part: Part): boolean {
  const { disposition, children } = part;
  return (
    [
      part.type,
      part.subtype,
      part.encoding,
      part.id,
      part.description,
      part.md5,
      part.location,
      part.envelope,
      disposition?.type,
    ].some(isSomeEightBit) ||
    [...part.parameters, ...(disposition?.parameters ?? []), part.language ?? []].some((texts) =>
      texts.some(isEightBit),
    ) ||
    (children?.some(hasEightBit) ?? false)
  );
}

function isSomeEightBit(text: string | undefined): boolean {
  return text !== undefined && isEightBit(text);
}

function formatPart(part: Part, extended: boolean): string {
  const isLetter = part.envelope !== undefined;
  if (part.children !== undefined && !isLetter) return formatMultipart(part, part.children, extended);
  const text = part.type === 'text';
  let out = `(${formatString(part.type)} ${formatString(part.subtype)} ${formatParameters(part.parameters, text)}`;
  out += ` ${formatNstring(part.id)} ${formatNstring(part.description)} ${formatString(part.encoding)} ${part.end - part.body}`;
  if (isLetter) out += ` ${part.envelope} ${formatPart(part.children![0]!, extended)} ${part.lines}`;
  else if (text) out += ` ${part.lines}`;
  return extended ? `${out} ${formatNstring(part.md5)} ${formatExtension(part)})` : `${out})`;
}

// The grammar wants at least one part; a multipart without any says an empty text, as Dovecot does.
function formatMultipart(part: Part, children: readonly Part[], extended: boolean): string {
  const empty = `("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0${extended ? ' NIL NIL NIL NIL' : ''})`;
  const parts = children.length === 0 ? empty : children.map((child) => formatPart(child, extended)).join('');
  const subtype = formatString(part.subtype);
  if (!extended) return `(${parts} ${subtype})`;
  return `(${parts} ${subtype} ${formatParameters(part.parameters, false)} ${formatExtension(part)})`;
}

/** Disposition, language, location. */
function formatExtension({ disposition, language, location }: Part): string {
  const placed =
    disposition === undefined
      ? 'NIL'
      : `(${formatString(disposition.type)} ${formatParameters(disposition.parameters, false)})`;
  const languages = language === undefined ? 'NIL' : `(${language.map(formatString).join(' ')})`;
  return `${placed} ${languages} ${formatNstring(location)}`;
}

/** Text without a charset is said to be us-ascii, its default. RFC 2045 §5.2 */
function formatParameters(parameters: readonly Parameter[], isText: boolean): string {
  const words = parameters.map(([name, value]) => `${formatString(name)} ${formatString(value)}`);
  if (isText && !parameters.some(([name]) => name === 'charset')) words.push('"charset" "us-ascii"');
  return words.length === 0 ? 'NIL' : `(${words.join(' ')})`;
}
