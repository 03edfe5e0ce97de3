// Makes dist/, the package that is published: JavaScript and declarations, its own manifest, the command. It carries
// no Node binary and runs no script.
//
// A module that starts another in a thread names it by URL, which the compiler does not rewrite. The convention:
// new URL(`./name${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
const dist = join(root, 'dist');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
  description: string;
  license: string;
  exports: Record<string, string>;
  dependencies: Record<string, string>;
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
compile();
for (const file of ['README.md', 'LICENSE']) cpSync(join(root, file), join(dist, file));
cpSync(join(root, 'bin'), join(dist, 'bin'), { recursive: true });
chmodSync(join(dist, 'bin/casilla'), 0o755);
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`);

function compile(): void {
  const config = join(dist, 'tsconfig.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: {
        noEmit: false,
        rootDir: '../src',
        outDir: '.',
        declaration: true,
        rewriteRelativeImportExtensions: true,
      },
      include: ['../src'],
      exclude: ['../src/**/*.test.ts', '../src/**/*.live.ts', '../src/**/*.suite.ts', '../src/cli/docs.ts'],
    }),
  );
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status } = spawnSync(process.execPath, [tsc, '-p', config], { stdio: 'inherit' });
    if (status !== 0) process.exit(1);
  } finally {
    rmSync(config);
  }
}

/** Only what runs: no scripts, no development, and none of the optional Node binaries that a clone pins. */
function publishedManifest(): object {
  const { name, version, description, license, exports, dependencies } = manifest;
  const built = Object.entries(exports).map(([path, source]) => {
    const module = source.replace(/^\.\/src\//, './').replace(/\.ts$/, '');
    return [path, { types: `${module}.d.ts`, default: `${module}.js` }];
  });
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    bin: { casilla: 'bin/casilla' },
    exports: { ...Object.fromEntries(built), './package.json': './package.json' },
    // Node runs on anything; npm installs on anything: bin/casilla says what is missing.
    engines: { node: '>=24.15' },
    dependencies,
  };
}
