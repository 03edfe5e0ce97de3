// Reading what a person or a script gives: a whole file, a whole stream.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import type { Input, Terminal } from './terminal.ts';

/** Throws Failure when it cannot be read. */
export function readInputFile(file: string, { around, say }: Terminal): Buffer {
  try {
    return readFileSync(resolve(around.directory, file));
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new Failure(exitCode.noInput, say('fileUnreadable', { file, reason }), { cause });
  }
}

export async function readAll(input: Input): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Undefined when the octets are no UTF-8. A byte order mark is dropped. */
export function decodeText(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return undefined;
  }
}
