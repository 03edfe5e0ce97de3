// Sources over one function that asks, wherever that asks.

import { type HearProgress, type Sources, type SourcesMethod, sourcesMethods } from './sources.ts';

/** Disposing of it ends what it asked for. */
export type OpenSources = Sources & AsyncDisposable;

export function sourcesThrough(
  ask: (method: SourcesMethod, input: unknown, heard: HearProgress | undefined) => Promise<unknown>,
): Sources {
  const methods = sourcesMethods.map((method) => [
    method,
    (input: unknown, heard?: HearProgress) => ask(method, input, heard),
  ]);
  return Object.fromEntries(methods) as unknown as Sources;
}
