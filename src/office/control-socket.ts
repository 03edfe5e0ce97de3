// Where the local socket is, and how a running office is asked over it. Only who may use the file may ask.

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** sockaddr_un holds 108 octets with the closing zero on Linux, 104 on macOS. */
const longestPath = 103;

/**
 * The path of the local socket of the office in this directory: in it, or, where that path is too long for a socket,
 * in a directory of our own named after it. Throws where that is not ours alone. `make`: creates it.
 */
export function controlPath(directory: string, make = false): string {
  const inside = join(directory, 'casilla.sock');
  if (Buffer.byteLength(inside) <= longestPath) return inside;
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const elsewhere = join(
    process.env.XDG_RUNTIME_DIR ?? tmpdir(),
    `casilla-${process.getuid?.() ?? 0}-${name}`,
  );
  if (make) mkdirSync(elsewhere, { mode: 0o700, recursive: true });
  const found = lstatSync(elsewhere, { throwIfNoEntry: false });
  // Somebody else's directory there would let them answer in our name, and hear the passwords of those who ask.
  const isOurs = found?.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  if (found !== undefined && !isOurs) throw new Error(`${elsewhere} is not a directory of ours alone`);
  return join(elsewhere, 'casilla.sock');
}

/** Removes the socket of an office that was killed. Call it only as the owner of the data directory. */
export function removeStaleSocket(path: string): void {
  rmSync(path, { force: true });
}

/** The number of a group given by name or number; undefined for ''. Throws when there is none of that name. */
export function groupId(
  group: string,
  groups = () => readFileSync('/etc/group', 'utf8'),
): number | undefined {
  if (group === '') return undefined;
  if (/^\d+$/.test(group)) return Number(group);
  const line = groups()
    .split('\n')
    .find((each) => each.startsWith(`${group}:`));
  if (line === undefined) throw new Error(`no group is named ${group}`);
  return Number(line.split(':')[2]);
}
