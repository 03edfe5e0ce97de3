// The real programs that Casilla is tested against. Each comes from Debian, in a private root of its own (the POP3
// servers conflict as packages); where the system has the program already, that one is taken.
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { isUnpacked, unpack } from './debian.ts';
import { type Finished, type RunOptions, runProgram } from './program.ts';

type Recipe = {
  packages: readonly string[];
  /** The program whose presence decides; looked for below usr/ of the root. */
  program: string;
  /** The peer that runs it, where it is a script. */
  by?: 'perl' | 'python3';
  /** Whether the system's own program will do. */
  system: boolean;
};

const recipes = {
  curl: { packages: ['curl'], program: 'bin/curl', system: true },
  cyrus: { packages: ['cyrus-imapd', 'cyrus-pop3d'], program: 'sbin/cyrmaster', system: false },
  dovecot: {
    packages: ['dovecot-core', 'dovecot-imapd', 'dovecot-pop3d', 'dovecot-lmtpd'],
    program: 'sbin/dovecot',
    system: false,
  },
  fetchmail: { packages: ['fetchmail'], program: 'bin/fetchmail', system: true },
  getmail6: { packages: ['getmail6'], program: 'bin/getmail', by: 'python3', system: true },
  mpop: { packages: ['mpop'], program: 'bin/mpop', system: true },
  mutt: { packages: ['mutt'], program: 'bin/mutt', system: true },
  perl: { packages: ['perl'], program: 'bin/perl', system: true },
  python3: { packages: ['python3'], program: 'bin/python3', system: true },
  strace: { packages: ['strace'], program: 'bin/strace', system: true },
  swaks: { packages: ['swaks', 'libnet-ssleay-perl'], program: 'bin/swaks', by: 'perl', system: true },
} satisfies Record<string, Recipe>;

export type PeerName = keyof typeof recipes;
export const peerNames = Object.keys(recipes) as PeerName[];

/** A program that is there. */
export type Peer = {
  /** The directory that stands for `/`. */
  root: string;
  /** Whether the system's own is used; then `root` is `/`. */
  system: boolean;
  /** Absolute path of a program below usr/ of the root, such as `bin/mpop`. */
  path(program: string): string;
  /** What the programs of this root need to find their libraries and modules. */
  environment: Record<string, string>;
  /** Runs the peer's program to its end. See runProgram. */
  run(args: readonly string[], options?: RunOptions): Promise<Finished>;
};

/** Where the private roots are: $CASILLA_PEERS, else a cache below node_modules. */
export const cache = resolve(
  process.env.CASILLA_PEERS ?? join(import.meta.dirname, '../../node_modules/.cache/peers'),
);

const multiarch = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';

/** The peer, or undefined when neither the system nor the cache has it. Fetches nothing. */
export function findPeer(name: PeerName): Peer | undefined {
  const recipe: Recipe = recipes[name];
  if (recipe.system && existsSync(join('/usr', recipe.program))) return peerAt('/', recipe);
  const root = join(cache, name);
  return isUnpacked(root, recipe.packages) ? peerAt(root, recipe) : undefined;
}

/** Puts the peer into the cache unless it is there already. Throws with apt's own words when it cannot. */
export function fetchPeer(name: PeerName): void {
  if (findPeer(name) === undefined) unpack(join(cache, name), recipes[name].packages);
}

/**
 * What a test hands to node:test as its options: runs it where the peer is there, else says loudly that it did not.
 * With CI=true a missing peer is a failure.
 */
export function needs(...names: PeerName[]): { skip: string | false } {
  const missing = names.filter((name) => findPeer(name) === undefined);
  if (missing.length === 0) return { skip: false };
  const text = `MISSING PEER ${missing.join(', ')}: not installed and not in ${cache} (run test/interop/fetch-peers.ts)`;
  if (process.env.CI === 'true') throw new Error(text);
  process.stderr.write(`${text}\n`);
  return { skip: text };
}

/** The peer, for a test that `needs` it. */
export function peer(name: PeerName): Peer {
  const found = findPeer(name);
  if (found === undefined) throw new Error(`MISSING PEER ${name}`);
  return found;
}

function peerAt(root: string, recipe: Recipe): Peer {
  const below = (...paths: string[]) => paths.map((path) => join(root, path)).join(delimiter);
  const path = (program: string) => join(root, 'usr', program);
  const interpreter = recipe.by === undefined ? undefined : peer(recipe.by);
  const own: Record<string, string> =
    root === '/'
      ? {}
      : {
          LD_LIBRARY_PATH: below(`usr/lib/${multiarch}`, `lib/${multiarch}`),
          PERL5LIB: below('usr/share/perl5', 'usr/share/perl/5.36', `usr/lib/${multiarch}/perl5/5.36`),
          PYTHONPATH: below('usr/lib/python3/dist-packages'),
        };
  const environment = { ...interpreter?.environment, ...own };
  const [program, first] =
    interpreter === undefined
      ? [path(recipe.program), []]
      : [interpreter.path(`bin/${recipe.by}`), [path(recipe.program)]];
  return {
    root,
    system: root === '/',
    path,
    environment,
    run: (args, options = {}) =>
      runProgram(program, [...first, ...args], { ...options, env: { ...environment, ...options.env } }),
  };
}
