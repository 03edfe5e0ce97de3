// What the settings depend on besides their file: passed in, so that a test can be anywhere.
import { homedir, hostname } from 'node:os';

export type Surroundings = {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  directory: string;
  home: string;
  hostname: string;
  /** Whether we run as root. */
  root: boolean;
};

/** Those of this process. */
export function surroundings(): Surroundings {
  return {
    env: process.env,
    directory: process.cwd(),
    home: homedir(),
    hostname: hostname(),
    root: process.getuid?.() === 0,
  };
}
