// Which Casilla this is.
import { readFileSync } from 'node:fs';

/** As a person asks for it: with the runtime, which a report of a fault needs. */
export function versionLine(): string {
  return `casilla ${version()} (Node ${process.version}, ${process.platform} ${process.arch})`;
}

/** From the manifest: two directories up in a clone, one in the package. */
function version(): string {
  const manifest = import.meta.url.endsWith('.ts') ? '../../package.json' : '../package.json';
  const { version } = JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
