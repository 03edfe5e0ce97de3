// For a command that moves gigabytes through a small process: keeps the heap near what is in use. By default the engine
// lets it grow to several times that before it collects, which is right for a server, and not for a tool beside one.
import { setFlagsFromString } from 'node:v8';

/** Before anything large is begun. Costs some processor time; measured with 200,000 letters, it saves 130 MiB. */
export function keepMemoryLittle(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
