import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSettings, type SettingsOptions } from './load.ts';
import { formatProblem } from './problem.ts';
import type { Surroundings } from './surroundings.ts';

const nowhere: Surroundings = {
  env: {},
  directory: '/nonexistent',
  home: '/nonexistent/home',
  hostname: 'Box.Example.org',
  root: false,
};

function withDirectory(act: (directory: string, around: Surroundings) => void): void {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-config-'));
  try {
    act(directory, { ...nowhere, directory, home: join(directory, 'home') });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function settingsOf(options: SettingsOptions, around: Surroundings = nowhere) {
  const loaded = loadSettings(options, around);
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.problems.map((each) => formatProblem(each, 'en')).join('\n'));
  return loaded.settings;
}

function problemsOf(options: SettingsOptions, around: Surroundings = nowhere): string[] {
  const loaded = loadSettings(options, around);
  return loaded.ok ? [] : loaded.problems.map((each) => formatProblem(each, 'en'));
}

test('without a file everything has its default', () => {
  const settings = settingsOf({});
  assert.equal(settings.data, '/nonexistent/home/.local/share/casilla');
  assert.equal(settings.hostname, 'box.example.org');
  assert.deepEqual(settings.domains, ['localhost', 'box.example.org']);
  assert.deepEqual(settings.pop3, {
    listen: [{ host: '*', port: 110 }],
    idle: 600_000,
    connectionsPerAddress: 50,
  });
  assert.deepEqual(settings.lmtp.listen, [{ host: '127.0.0.1', port: 24 }]);
  assert.equal(settings.language, 'en');
  assert.equal(settings.account.quota, null);
});

test('the data directory is the one of systemd, of root, of XDG, or of the home', () => {
  const data = (around: Partial<Surroundings>) => settingsOf({}, { ...nowhere, ...around }).data;
  assert.equal(
    data({ env: { STATE_DIRECTORY: '/var/lib/private/casilla:/var/lib/b' }, root: true }),
    '/var/lib/private/casilla',
  );
  assert.equal(data({ root: true }), '/var/lib/casilla');
  assert.equal(data({ env: { XDG_DATA_HOME: '/x' } }), '/x/casilla');
  assert.equal(data({ env: { XDG_DATA_HOME: '' } }), '/nonexistent/home/.local/share/casilla');
});

test('the environment is over the file, --set over the environment, and --data over all', () => {
  withDirectory((directory, around) => {
    writeFileSync(
      join(directory, 'casilla.toml'),
      'data = "letters"\nthreads = 1\n[pop3]\nlisten = ["127.0.0.1:1"]\nidle = "20m"\n[letter]\nhops = 20\n',
    );
    const env = {
      CASILLA_POP3_LISTEN: '127.0.0.1:2, [::1]:2',
      CASILLA_THREADS: '2',
      CASILLA_SMTP_LISTEN: '',
    };
    const settings = settingsOf({ set: ['threads=3'], data: 'other' }, { ...around, env });
    assert.equal(settings.threads, 3);
    assert.deepEqual(settings.pop3.listen, [
      { host: '127.0.0.1', port: 2 },
      { host: '::1', port: 2 },
    ]);
    assert.deepEqual(settings.smtp.listen, []);
    assert.equal(settings.pop3.idle, 1_200_000);
    assert.equal(settings.letter.hops, 20);
    assert.equal(settings.data, join(directory, 'other'));
  });
});

test('the file is the one named, then that of CASILLA_CONFIG, then the first that exists', () => {
  withDirectory((directory, around) => {
    const write = (file: string, threads: number) =>
      writeFileSync(join(directory, file), `threads = ${threads}\n`);
    mkdirSync(join(directory, 'home/.config/casilla'), { recursive: true });
    mkdirSync(join(directory, 'xdg/casilla'), { recursive: true });
    write('home/.config/casilla/casilla.toml', 1);
    assert.equal(settingsOf({}, around).threads, 1);
    write('xdg/casilla/casilla.toml', 2);
    const xdg = { ...around, env: { XDG_CONFIG_HOME: join(directory, 'xdg') } };
    assert.equal(settingsOf({}, xdg).threads, 2);
    write('casilla.toml', 3);
    assert.equal(settingsOf({}, xdg).threads, 3);
    write('variable.toml', 4);
    const variable = { ...around, env: { CASILLA_CONFIG: 'variable.toml' } };
    assert.equal(settingsOf({}, variable).threads, 4);
    write('named.toml', 5);
    assert.equal(settingsOf({ config: 'named.toml' }, variable).threads, 5);
  });
});

test('relative paths are relative to what names them', () => {
  withDirectory((directory, around) => {
    mkdirSync(join(directory, 'etc'));
    writeFileSync(join(directory, 'etc/c.toml'), '[tls]\ncertificate = "a.pem"\nkey = ["/k.pem"]\n');
    const { tls } = settingsOf({ config: 'etc/c.toml' }, around);
    assert.deepEqual(tls, { certificate: [join(directory, 'etc/a.pem')], key: ['/k.pem'] });
    const set = ['tls.certificate=a.pem,b.pem', 'tls.key=c,d'];
    assert.deepEqual(settingsOf({ set }, around).tls.certificate, [
      join(directory, 'a.pem'),
      join(directory, 'b.pem'),
    ]);
  });
});

test('all problems are named together, each with its place and a way out', () => {
  withDirectory((directory, around) => {
    const file = join(directory, 'casilla.toml');
    writeFileSync(file, 'thread = 1\n\n[pop3]\nlisten = "localhost"\nidle = "5m"\n[smpt]\nlisten = []\n');
    const env = { CASILLA_LETTER_HOPS: 'many', CASILLA_POP3S_LISTENS: '' };
    const found = problemsOf(
      { set: ['account.quota', 'account.quotas=1', 'lmtp.listen=*:25'] },
      { ...around, env },
    );
    assert.deepEqual(found, [
      'CASILLA_POP3S_LISTENS (environment): there is no setting "CASILLA_POP3S_LISTENS"; did you mean CASILLA_POP3S_LISTEN?',
      '--set: write it as key=value, not "account.quota"',
      `${file}:1: there is no setting "thread"; did you mean threads?`,
      `${file}:4: pop3.listen cannot be "localhost"; it takes HOST:PORT, such as 127.0.0.1:110, [::1]:110 or *:110`,
      `${file}:5: pop3.idle cannot be "5m"; it takes a duration from 10m to 1d, such as 30s or 10m`,
      `${file}:7: there is no setting "smpt.listen"; did you mean smtp.listen?`,
      'CASILLA_LETTER_HOPS (environment): letter.hops cannot be "many"; it takes a number from 10 to 1000',
      '--set account.quotas: there is no setting "account.quotas"; did you mean account.quota?',
      '--set lmtp.listen: lmtp.listen asks for *:25, which smtp.listen has already; give each its own port',
    ]);
  });
});

const bad: [set: string, says: RegExp][] = [
  ['pop3.listen=127.0.0.1', /HOST:PORT/],
  ['pop3.listen=127.0.0.1:65536', /HOST:PORT/],
  ['pop3.listen=127.0.0.256:1', /HOST:PORT/],
  ['pop3.listen=::1:110', /HOST:PORT/],
  ['pop3.listen=[::g]:110', /HOST:PORT/],
  ['pop3.listen=:110', /HOST:PORT/],
  ['letter.limit=1KiB', /a size from 64KiB to 1GiB/],
  ['letter.limit=2GiB', /a size from 64KiB to 1GiB/],
  ['letter.limit=-5', /a size/],
  ['account.quota=some', /or none/],
  ['log.level=trace', /one of error, warn, info, debug/],
  ['language=fr', /one of en, es/],
  ['domains=a..b', /domain/],
  ['domains=10.0.0.1', /domain/],
  ['proxy.trusted=10.0.0.0/33', /network/],
  ['data=', /path/],
  ['threads=1.5', /a number from 0 to 64/],
  ['socket.mode=660', /octal/],
  ['socket.mode=0800', /octal/],
  ['tls.key=/k', /0 files and tls.key 1/],
  ['pop3s.listen=*:110', /which pop3.listen has already/],
];
for (const [set, says] of bad) {
  test(`--set ${set} is refused`, () => {
    const found = problemsOf({ set: [set] });
    assert.equal(found.length, 1);
    assert.match(found[0]!, says);
  });
}

test('a file that is no TOML is named with its line', () => {
  withDirectory((directory, around) => {
    writeFileSync(join(directory, 'casilla.toml'), 'threads = 1\n[pop3\n');
    const [problem, ...more] = problemsOf({}, around);
    assert.ok(
      problem?.startsWith(`${join(directory, 'casilla.toml')}:2: this is not TOML: `),
      String(problem),
    );
    assert.deepEqual(more, []);
  });
});

test('a value of a kind that no setting takes is refused, not thrown', () => {
  withDirectory((directory, around) => {
    const lines = [
      'threads = true',
      'data = 2001-01-01',
      'domains = [[99999999999999999999]]',
      'hostname = ["a", "b"]',
    ];
    writeFileSync(join(directory, 'casilla.toml'), `${lines.join('\n')}\n__proto__ = 1\n`);
    assert.deepEqual(
      problemsOf({}, around).map((each) => /:(\d+): /.exec(each)?.[1]),
      ['1', '2', '3', '4', '5'],
    );
  });
});

test('a file that was named must be there', () => {
  assert.match(
    problemsOf({ config: '/nonexistent/x.toml' })[0]!,
    /^--config: \/nonexistent\/x\.toml cannot be read \(ENOENT\)/,
  );
  const env = { CASILLA_CONFIG: '/nonexistent/x.toml' };
  assert.match(problemsOf({}, { ...nowhere, env })[0]!, /^CASILLA_CONFIG \(environment\): /);
});
