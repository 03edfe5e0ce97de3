// The package as somebody installs it: packed, put into an empty project, run, imported and type-checked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const project = realpathSync(mkdtempSync(join(tmpdir(), 'casilla-package-')));
after(() => rmSync(project, { recursive: true }));

function run(program: string, parameters: string[], options: { cwd?: string; PATH?: string } = {}) {
  // The npm that runs these tests passes its own settings down; an installation elsewhere has none of them.
  const passedDown = /^npm_(config_(?!registry|cache|userconfig)|package_|lifecycle_)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !passedDown.test(name)));
  Object.assign(env, { LANG: 'C', PATH: options.PATH ?? process.env.PATH });
  const { status, stdout, stderr } = spawnSync(program, parameters, {
    cwd: options.cwd ?? project,
    encoding: 'utf8',
    env,
  });
  assert.equal(status, 0, `${program} ${parameters.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** A POP3 server over one letter in memory, a client that asks how many there are, and an IMAP server that knows nobody. */
const example = `
import { connect } from 'node:net';
import { createImapServer, ImapRefusal } from 'casilla/imap';
import { createPop3Server, type Maildrop } from 'casilla/pop3';
import * as message from 'casilla/message';

const maildrop: Maildrop = {
  count: 1,
  octets: () => 6,
  uidl: () => 'one',
  retrieve: () => ({ body: [Buffer.from('hola\\r\\n')] }),
  update: async () => {},
  close: async () => {},
};
const server = createPop3Server({
  open: async ({ name, secret }) => {
    if (name !== 'ana' || secret !== 'x') throw new Error('no');
    return maildrop;
  },
  listen: [{ host: '127.0.0.1', port: 0, tls: 'none' }],
});
const [address] = await server.start();
const client = connect(address!.port, address!.host);
client.write('USER ana\\r\\nPASS x\\r\\nSTAT\\r\\nQUIT\\r\\n');
let heard = '';
for await (const octets of client) heard += octets;
await server.stop();
if (Object.keys(message).length === 0) throw new Error('nothing there');
console.log(/^\\+OK 1 6$/m.exec(heard.replaceAll('\\r', ''))![0]);

const imap = createImapServer({
  open: async () => {
    throw new ImapRefusal('AUTHENTICATIONFAILED');
  },
  listen: [{ host: '127.0.0.1', port: 0, tls: 'none' }],
});
const [there] = await imap.start();
const other = connect(there!.port, there!.host);
other.write('a LOGIN ana x\\r\\nb LOGOUT\\r\\n');
let said = '';
for await (const octets of other) said += octets;
await imap.stop();
console.log(/^a NO \\[[A-Z]+\\]/m.exec(said)![0]);
`;

const installed = join(project, 'node_modules/casilla');
const manifest = () => JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));

test('it can be built, packed and installed into an empty project', () => {
  run(process.execPath, ['build.ts'], { cwd: root });
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', project, join(root, 'dist')]),
  );
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(project, packed.filename)]);
});

test('it carries neither a Node binary nor tests, scripts or TypeScript sources', () => {
  const { dependencies, optionalDependencies, devDependencies, scripts } = manifest();
  const sources = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.deepEqual(dependencies, sources.dependencies);
  assert.deepEqual([optionalDependencies, devDependencies, scripts], [undefined, undefined, undefined]);
  assert.deepEqual(globSync('node_modules/node-linux-*', { cwd: project }), []);
  const files = globSync('**/*', { cwd: installed });
  assert.deepEqual(
    files.filter((file) => /\.(test|live|suite)\.|(?<!\.d)\.ts$/.test(file)),
    [],
  );
  for (const file of ['README.md', 'LICENSE', 'bin/casilla', 'cli/main.js', 'pop3/index.d.ts'])
    assert.ok(files.includes(file), file);
});

test('every module that a thread is started from is there', () => {
  const started = globSync('**/*.js', { cwd: installed }).flatMap((file) => {
    const text = readFileSync(join(installed, file), 'utf8');
    return [...text.matchAll(/import\.meta\.url, '([a-z-]+)'\)/g)].map((match) =>
      join(installed, file, '..', `${match[1]}.js`),
    );
  });
  assert.ok(started.length > 0);
  assert.deepEqual(
    started.filter((file) => !existsSync(file)),
    [],
  );
});

test('the command works', () => {
  // As npm links it, with the Node of these tests first on the PATH.
  mkdirSync(join(project, 'path'));
  symlinkSync(process.execPath, join(project, 'path/node'));
  const casilla = join(project, 'node_modules/.bin/casilla');
  const PATH = `${join(project, 'path')}:${process.env.PATH}`;
  assert.match(
    run(casilla, ['version'], { PATH }),
    new RegExp(`^casilla ${manifest().version} \\(Node ${process.version}`),
  );
  const data = ['--data', join(project, 'data')];
  writeFileSync(join(project, 'password'), 'secret\n');
  run(casilla, ['account', 'add', 'ana', '--password-file', 'password', ...data], { PATH });
  assert.match(run(casilla, ['verify', ...data], { PATH }), /^Read 1 accounts/);
});

test('casilla/pop3, casilla/imap and casilla/message type-check and run', () => {
  writeFileSync(join(project, 'use.ts'), example);
  const compilerOptions = {
    module: 'nodenext',
    target: 'esnext',
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
  assert.equal(run(process.execPath, ['use.ts']), '+OK 1 6\na NO [AUTHENTICATIONFAILED]\n');
});
