// NOOP and CHECK do nothing: what is new is told before every answer. RFC 9051 §6.1.2, RFC 3501 §6.4.1

import { type Answer, ok } from './answer.ts';
import { texts } from './texts.ts';

export function noop(): Answer {
  return ok(texts.completed('NOOP'));
}

/** A checkpoint: everything that was answered is durable already. */
export function check(): Answer {
  return ok(texts.completed('CHECK'));
}
