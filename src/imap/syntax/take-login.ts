// The arguments of LOGIN, AUTHENTICATE, ENABLE and ID. RFC 9051 §6.2, §6.3.1, RFC 4959, RFC 2971

import type { Command, IdParameter } from './command.ts';
import { type Cursor, textOf } from './cursor.ts';
import { syntaxLimits as limits } from './limits.ts';

/** Anything but space and control characters: what is no base64 is for the mechanism to refuse. */
const response = /[\x21-\x7e]+/y;

/** Text without NUL; octets that are not UTF-8 are no password of ours. */
export function takeLogin(cursor: Cursor): Command | undefined {
  const name = cursor.space() ? cursor.astringText() : undefined;
  const secret = name !== undefined && cursor.space() ? cursor.astringText() : undefined;
  return name === undefined || secret === undefined ? undefined : { verb: 'LOGIN', name, secret };
}

export function takeAuthenticate(cursor: Cursor): Command | undefined {
  const mechanism = cursor.space() ? cursor.word() : undefined;
  if (mechanism === undefined) return undefined;
  const initial = cursor.space() ? cursor.match(response) : undefined;
  return { verb: 'AUTHENTICATE', mechanism, ...(initial !== undefined && { initial }) };
}

export function takeEnable(cursor: Cursor): Command | undefined {
  const capabilities: string[] = [];
  while (cursor.space() && !cursor.done) {
    const capability = cursor.word();
    if (capability === undefined) return undefined;
    if (capabilities.push(capability) > limits.capabilities) return cursor.refuse('limit');
  }
  return capabilities.length > 0 ? { verb: 'ENABLE', capabilities } : undefined;
}

/** `NIL`, or pairs of strings of which the second may be NIL. RFC 2971 §3.1 */
export function takeId(cursor: Cursor): Command | undefined {
  if (!cursor.space()) return undefined;
  if (cursor.takeWord('NIL')) return { verb: 'ID', parameters: [] };
  const parameters = cursor.list(() => takeParameter(cursor), 0, limits.idParameters);
  return parameters && { verb: 'ID', parameters };
}

function takeParameter(cursor: Cursor): IdParameter | undefined {
  const field = textOf(cursor.string());
  if (field === undefined || !cursor.space()) return undefined;
  if (cursor.takeWord('NIL')) return { field, value: undefined };
  const value = textOf(cursor.string());
  return value === undefined ? undefined : { field, value };
}
