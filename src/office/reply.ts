// What a request comes back as over a line, which carries values only: the value, or the refusal that it met.

import { StoreRefusal } from '../store/index.ts';
import { LettersRefusal } from '../transfer/index.ts';
import { type AdministrationCode, AdministrationError } from './administration.ts';

export type Reply = { value: unknown } | { refused: AdministrationCode; subject: string };

/** Rejects only with a fault. */
export async function replyOf(act: () => Promise<unknown>): Promise<Reply> {
  try {
    return { value: await act() };
  } catch (error) {
    const refusal = refusalOf(error, '');
    if (refusal === undefined) throw error;
    return { refused: refusal.code, subject: refusal.subject };
  }
}

/** The value; throws AdministrationError for a refusal. */
export function valueIn(reply: Reply): unknown {
  if ('refused' in reply) throw new AdministrationError(reply.refused, reply.subject);
  return reply.value;
}

/** A refusal of a room below, for the person at the terminal; undefined for a fault. */
export function refusalOf(error: unknown, subject: string): AdministrationError | undefined {
  if (error instanceof AdministrationError) return error;
  const options = { cause: error };
  if (error instanceof LettersRefusal) {
    const code = error.code === 'no-account' ? 'nonexistent' : error.code;
    return new AdministrationError(code, error.subject, options);
  }
  if (!(error instanceof StoreRefusal)) return undefined;
  switch (error.code) {
    case 'exists':
    case 'nonexistent':
    case 'no-space':
    case 'over-quota':
      return new AdministrationError(error.code, subject, options);
    default:
      return new AdministrationError('unavailable', subject, options);
  }
}
