import type { Talk } from '../../test/interop/talk.ts';

/** Reads a status line; rejects when it is not +OK. */
export async function positive(talk: Talk): Promise<void> {
  const line = await talk.line();
  if (!line.startsWith('+OK')) throw new Error(line);
}
