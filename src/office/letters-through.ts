// Letters over one function that asks, wherever that asks.

import { type Letters, type LettersMethod, lettersMethods } from '../transfer/index.ts';

/** Rejects with AdministrationError where a refusal is met. */
export type OpenLetters = Letters & AsyncDisposable;

export function lettersThrough(ask: (method: LettersMethod, input: unknown) => Promise<unknown>): Letters {
  const methods = lettersMethods.map((method) => [method, (input: unknown) => ask(method, input)]);
  return Object.fromEntries(methods) as unknown as Letters;
}
