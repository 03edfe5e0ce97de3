// The Content fields of a part. Of repeated fields the first counts. RFC 2045, RFC 2183, RFC 3282, RFC 2557

import type { HeaderField } from './header-fields.ts';
import { type Parameter, parseParameters } from './parameters.ts';
import { Scanner } from './scanner.ts';

/** Types and names in lower case, values one character per octet; what is missing or cannot be read is left out. */
export type ContentFields = {
  type?: { type: string; subtype: string; parameters: Parameter[] };
  encoding?: string;
  disposition?: { type: string; parameters: Parameter[] };
  id?: string;
  description?: string;
  md5?: string;
  language?: string[];
  location?: string;
  /** Whether Content-Type or MIME-Version is there at all: without them the other fields mean nothing. */
  mime: boolean;
};

/** The names (lower case) of the fields that are read here. */
export const contentFields: readonly string[] = [
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-id',
  'content-description',
  'content-md5',
  'content-language',
  'content-location',
];

export function parseContentFields(fields: readonly HeaderField[]): ContentFields {
  const content: ContentFields = { mime: false };
  let typed = false;
  for (const { name, value } of fields) {
    switch (name) {
      case 'mime-version':
        content.mime = true;
        break;
      case 'content-type':
        content.mime = true;
        if (!typed) setDefined(content, 'type', parseContentType(value));
        typed = true;
        break;
      case 'content-transfer-encoding':
        if (content.encoding === undefined) setDefined(content, 'encoding', parseEncoding(value));
        break;
      case 'content-disposition':
        // A repeated field may say the file name that the first one lacks.
        if (!content.disposition?.parameters.length) {
          setDefined(content, 'disposition', parseDisposition(value));
        }
        break;
      case 'content-language':
        if (content.language === undefined) setDefined(content, 'language', parseLanguages(value));
        break;
      case 'content-id':
        content.id ??= value;
        break;
      case 'content-description':
        content.description ??= value;
        break;
      case 'content-md5':
        content.md5 ??= value;
        break;
      case 'content-location':
        content.location ??= value;
        break;
    }
  }
  return content;
}

/**
 * Undefined where it cannot be read: then text/plain is to be assumed, as for a missing field. RFC 2045 §5.2
 * What follows the subtype may be broken, as "text/html charset=utf-8" is; but a multipart whose boundary cannot be
 * read shows nothing of its body, so that is text too.
 */
export function parseContentType(value: string): ContentFields['type'] {
  const scanner = new Scanner(value);
  if (!scanner.skipCfwsToMore() || !scanner.token()) return undefined;
  const type = scanner.value.toLowerCase();
  if (type === '' || !scanner.sees('/')) return undefined;
  scanner.at++;
  if (!scanner.skipCfwsToMore()) return undefined;
  const whole = scanner.token();
  const subtype = scanner.value.toLowerCase();
  if (subtype === '') return undefined;
  if (type === 'multipart' && scanner.more && !scanner.sees(';')) return undefined;
  return { type, subtype, parameters: whole ? parseParameters(scanner) : [] };
}

/** One token and nothing else, in lower case. RFC 2045 §6.1 */
export function parseEncoding(value: string): string | undefined {
  const scanner = new Scanner(value);
  if (!scanner.skipCfws() || !scanner.token() || scanner.more) return undefined;
  return scanner.value === '' ? undefined : scanner.value.toLowerCase();
}

/** A missing type is that of an unknown one: attachment, so that a file name is not lost. RFC 2183 §2.8 */
export function parseDisposition(value: string): ContentFields['disposition'] {
  const scanner = new Scanner(value);
  if (!scanner.skipCfws() || !scanner.token()) return undefined;
  const type = scanner.value.toLowerCase();
  const parameters = parseParameters(scanner);
  return type === '' && parameters.length === 0 ? undefined : { type: type || 'attachment', parameters };
}

/** RFC 3282 §2: tags separated by commas. */
export function parseLanguages(value: string): string[] | undefined {
  const scanner = new Scanner(value);
  const tags: string[] = [];
  scanner.skipCfws();
  for (;;) {
    const whole = scanner.atom();
    if (!whole) break;
    tags.push(scanner.value);
    if (!scanner.sees(',')) break;
    scanner.at++;
    if (!scanner.skipCfws()) break;
  }
  return tags.length === 0 ? undefined : tags;
}

function setDefined<K extends keyof ContentFields>(
  content: ContentFields,
  key: K,
  value: ContentFields[K] | undefined,
): void {
  if (value !== undefined) content[key] = value;
}
