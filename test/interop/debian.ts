// Unpacks Debian packages into a private root, without installing anything: the package, and those of its
// dependencies that this system lacks. Nothing outside the given directory is written, except apt's own lists.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stamp = '.complete';

/** Whether `root` holds all of `packages`, unpacked to the end. */
export function isUnpacked(root: string, packages: readonly string[]): boolean {
  const file = join(root, stamp);
  return existsSync(file) && readFileSync(file, 'utf8') === packages.join(' ');
}

/** Unpacks into `root`, replacing what was there. Throws with apt's own words when it cannot. */
export function unpack(root: string, packages: readonly string[]): void {
  const fresh = `${root}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const archives = join(fresh, '.archives');
  mkdirSync(archives, { recursive: true });
  const names = lacking(packages);
  try {
    apt(['download', ...names], archives);
  } catch {
    // The lists are older than the mirror: what they name is gone. Once more with new ones.
    apt(['update'], archives);
    apt(['download', ...lacking(packages)], archives);
  }
  for (const archive of globSync(join(archives, '*.deb'))) command('dpkg', ['-x', archive, fresh], archives);
  rmSync(archives, { recursive: true });
  writeFileSync(join(fresh, stamp), packages.join(' '));
  rmSync(root, { recursive: true, force: true });
  renameSync(fresh, root);
}

/** The packages that an installation would bring; asks apt to pretend one. */
function lacking(packages: readonly string[]): string[] {
  const pretend = ['-s', '-o', 'Debug::NoLocking=1', 'install', '--no-install-recommends', ...packages];
  let said: string;
  try {
    said = apt(pretend, '/');
  } catch {
    apt(['update'], '/');
    said = apt(pretend, '/');
  }
  const brought = [...said.matchAll(/^Inst (\S+)/gm)].map((m) => m[1]!);
  return [...new Set([...packages, ...brought])];
}

const apt = (args: string[], cwd: string) => command('apt-get', ['-q', ...args], cwd);

function command(program: string, args: string[], cwd: string): string {
  const done = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  if (done.error) throw done.error;
  if (done.status !== 0)
    throw new Error(`${program} ${args.join(' ')}: ${done.stderr.trim() || done.stdout.trim()}`);
  return done.stdout;
}
