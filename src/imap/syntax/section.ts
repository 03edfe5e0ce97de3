// What of a letter: BODY[1.2.HEADER.FIELDS (DATE FROM)]<0.100>. RFC 9051 §6.4.5.1

import type { Cursor } from './cursor.ts';
import { syntaxLimits as limits } from './limits.ts';
import { formatAstring } from './string.ts';

/** Its `part` and `text` are what the message room's findSection takes. */
export type Section = {
  /** The numbers, empty for the whole letter. */
  part: readonly number[];
  /** Without it: a part's body, or the whole letter. 'mime' stands only beside numbers. */
  text?: 'header' | 'text' | 'mime';
  /** Only beside 'header': these fields, or with `not` all but these; names as the client wrote them. */
  fields?: { not: boolean; names: readonly string[] };
};

/** `octets` from `offset` on, both of them whole numbers; at least 1 octet. */
export type Partial = { offset: number; octets: number };

const partNumbers = /[1-9]\d{0,9}(?:\.[1-9]\d{0,9})*/y;
const textWord = /[A-Za-z.]+/y;

/** `[…]`. */
export function takeSection(cursor: Cursor): Section | undefined {
  if (!cursor.take('[')) return undefined;
  const part = takeNumbers(cursor);
  if (part === undefined) return undefined;
  const section: Section = { part };
  if (part.length === 0 ? !cursor.sees(']') : cursor.take('.')) {
    const word = cursor.match(textWord)?.toUpperCase();
    switch (word) {
      case 'HEADER.FIELDS':
      case 'HEADER.FIELDS.NOT': {
        const names = cursor.space() ? takeFieldNames(cursor) : undefined;
        if (names === undefined) return undefined;
        section.text = 'header';
        section.fields = { not: word === 'HEADER.FIELDS.NOT', names };
        break;
      }
      case 'HEADER':
        section.text = 'header';
        break;
      case 'TEXT':
        section.text = 'text';
        break;
      case 'MIME':
        // Only behind a number. RFC 9051 §9 section-text
        if (part.length === 0) return undefined;
        section.text = 'mime';
        break;
      default:
        return undefined;
    }
  }
  return cursor.take(']') ? section : undefined;
}

/** `[1.2]` or `[]`: all that BINARY lets stand there. RFC 3516 §7 section-binary */
export function takeBinarySection(cursor: Cursor): readonly number[] | undefined {
  if (!cursor.take('[')) return undefined;
  const part = takeNumbers(cursor);
  return part !== undefined && cursor.take(']') ? part : undefined;
}

/** `<0.100>` where one stands. Null: what stands there is none. */
export function takePartial(cursor: Cursor): Partial | undefined | null {
  if (!cursor.take('<')) return undefined;
  const offset = cursor.number(Number.POSITIVE_INFINITY);
  if (offset === undefined || !cursor.take('.')) return null;
  const octets = cursor.positive(Number.POSITIVE_INFINITY);
  return octets !== undefined && cursor.take('>') ? { offset, octets } : null;
}

/** As answers name it, with its brackets. Names of fields stand as the client wrote them. */
export function formatSection({ part, text, fields }: Section): string {
  const words = text?.toUpperCase() ?? '';
  const numbers = part.join('.') + (part.length > 0 && text ? '.' : '');
  if (fields === undefined) return `[${numbers}${words}]`;
  return `[${numbers}${words}.FIELDS${fields.not ? '.NOT' : ''} (${fields.names.map(formatAstring).join(' ')})]`;
}

/** Empty where none stand. */
function takeNumbers(cursor: Cursor): readonly number[] | undefined {
  const text = cursor.match(partNumbers);
  if (text === undefined) return [];
  const numbers = text.split('.').map(Number);
  if (numbers.length > limits.sectionNumbers) return cursor.refuse('limit');
  return numbers.every((number) => number <= 0xffff_ffff) ? numbers : undefined;
}

function takeFieldNames(cursor: Cursor): readonly string[] | undefined {
  return cursor.list(() => takeFieldName(cursor), 1, limits.headerFields);
}

/** A name that could stand in a letter: without these bounds, an answer that names it could not be read. RFC 5322 §2.2 */
export function takeFieldName(cursor: Cursor): string | undefined {
  const name = cursor.astring();
  if (name !== undefined && name.length > limits.fieldName) return cursor.refuse('limit');
  return name !== undefined && /^[\x21-\x39\x3b-\x7e]+$/.test(name) ? name : undefined;
}
