// How much memory the engine's garbage may take. Its flags are the process's: set before anything large is begun.
import { setFlagsFromString } from 'node:v8';

/** MiB of each half of the memory where a thread's objects begin. */
const young = 4;

/**
 * For a command that moves gigabytes through a small process: keeps the heap near what is in use. By default the engine
 * lets it grow to several times that before it collects. Costs some processor time.
 */
export function keepMemoryLittle(): void {
  keepYoungGenerations();
  setFlagsFromString('--heap-growing-percent=20');
}

/**
 * For a server, before its threads begin: by default the young generation of each grows to 50 MiB when much passes
 * through it, and stays so large. That was most of what an import added to a server.
 */
export function keepMemorySteady(): void {
  keepYoungGenerations();
  setFlagsFromString(`--min-semi-space-size=${young}`);
}

/** Each keeps the size that it begins with. On the command line of Node this flag has no effect; here it has. */
function keepYoungGenerations(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
