// The arguments of LIST and LSUB. RFC 9051 §6.3.9, RFC 5258 §6, RFC 5819, RFC 6154 §5, RFC 3501 §6.3.9

import type { Command, ListOptions, StatusItem } from './command.ts';
import type { Cursor } from './cursor.ts';
import { syntaxLimits as limits } from './limits.ts';
import { decodeName } from './mailbox-name.ts';
import { takeStatusItems } from './take-mailbox.ts';

type SelectOption = ListOptions['select'] extends ReadonlySet<infer Option> ? Option : never;
type ReturnOption = ListOptions['return'] extends ReadonlySet<infer Option> ? Option : never;
type Returned = { return: ReadonlySet<ReturnOption>; status?: readonly StatusItem[] };

const selectOptions: ReadonlySet<string> = new Set<SelectOption>([
  'SUBSCRIBED',
  'REMOTE',
  'RECURSIVEMATCH',
  'SPECIAL-USE',
]);
const returnOptions: ReadonlySet<string> = new Set<ReturnOption>(['SUBSCRIBED', 'CHILDREN', 'SPECIAL-USE']);

export function takeList(cursor: Cursor): Command | undefined {
  if (!cursor.space()) return undefined;
  const selecting = cursor.sees('(');
  const select = selecting ? takeSelectOptions(cursor) : new Set<SelectOption>();
  if (select === undefined || (selecting && !cursor.space())) return undefined;
  const reference = takePattern(cursor);
  if (reference === undefined || !cursor.space()) return undefined;
  const several = cursor.sees('(');
  const patterns = several ? takePatterns(cursor) : one(takePattern(cursor));
  if (patterns === undefined) return undefined;
  const returning = cursor.space() && !cursor.done;
  const returned = returning ? takeReturn(cursor) : { return: new Set<ReturnOption>() };
  if (returned === undefined) return undefined;
  const extended = selecting || several || returning;
  return { verb: 'LIST', reference, patterns, select, ...returned, extended };
}

export function takeLsub(cursor: Cursor): Command | undefined {
  const reference = cursor.space() ? takePattern(cursor) : undefined;
  const pattern = reference !== undefined && cursor.space() ? takePattern(cursor) : undefined;
  return reference === undefined || pattern === undefined ? undefined : { verb: 'LSUB', reference, pattern };
}

/** An option that we do not know is an error: RFC 5258 §3. */
function takeSelectOptions(cursor: Cursor): ReadonlySet<SelectOption> | undefined {
  const words = cursor.list(
    () => {
      const word = cursor.word();
      return word !== undefined && selectOptions.has(word) ? (word as SelectOption) : undefined;
    },
    0,
    2 * selectOptions.size,
  );
  const select = words && new Set(words);
  // It widens what another option selects, and REMOTE and SPECIAL-USE are none of those. RFC 5258 §3.1, §6
  return select?.has('RECURSIVEMATCH') && !select.has('SUBSCRIBED') ? undefined : select;
}

/** `RETURN (CHILDREN STATUS (MESSAGES UNSEEN))` */
function takeReturn(cursor: Cursor): Returned | undefined {
  if (!cursor.takeWord('RETURN') || !cursor.space()) return undefined;
  let status: readonly StatusItem[] | undefined;
  const words = cursor.list(
    () => {
      const word = cursor.word();
      if (word !== 'STATUS') return word !== undefined && returnOptions.has(word) ? word : undefined;
      status = status === undefined && cursor.space() ? takeStatusItems(cursor) : undefined;
      return status && word;
    },
    0,
    2 * returnOptions.size + 1,
  );
  if (words === undefined) return undefined;
  const options = words.filter((word) => word !== 'STATUS') as ReturnOption[];
  return { return: new Set(options), ...(status && { status }) };
}

function takePatterns(cursor: Cursor): readonly string[] | undefined {
  return cursor.list(() => takePattern(cursor), 1, limits.patterns);
}

/** As text. It may be empty, which LIST has a meaning for. */
function takePattern(cursor: Cursor): string | undefined {
  const octets = cursor.listMailbox();
  if (octets === undefined) return undefined;
  if (octets.length > limits.pattern) return cursor.refuse('limit');
  return decodeName(octets, cursor.dialect.utf8Names)?.normalize('NFC') ?? cursor.refuse('mailbox-name');
}

function one<Item>(item: Item | undefined): readonly Item[] | undefined {
  return item === undefined ? undefined : [item];
}
