import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { play, refusal } from '../../test/rig/terminal.ts';
import {
  type Cause,
  meanings,
  type Report,
  type SourceSettings,
  sourceDefaults,
} from '../collector/index.ts';
import type { OpenSources, SourceSummary } from '../office/index.ts';

const settings: SourceSettings = {
  ...sourceDefaults,
  ...{ host: 'pop.example.org', port: 995, user: 'ana@example.org', pins: [] },
};

const report = (more: Partial<Report> = {}): Report => ({
  ...({ account: 1, source: 1 } as Pick<Report, 'account' | 'source'>),
  ...{ name: 'work', startedAt: 0, endedAt: 1_000, listed: 1_204, known: 1_167, stored: 37, repeated: 0 },
  ...{ aside: 0, left: 0, waiting: 12, deleted: 3, freedOctets: 3_100_000, octets: 9, absent: 0 },
  ...{ listing: 'whole', alarms: [], ...more },
});

const summary = (name: string, more: Partial<SourceSummary> = {}): SourceSummary => ({
  ...{ account: 'ana', name, settings, madeAt: 0, ranAt: null, wentWellAt: null, nextAt: 0 },
  ...{ paused: false, last: null, ...more },
});

const collecting = (reports: Record<string, Report>): Partial<OpenSources> => ({
  listSources: async () => Object.keys(reports).map((name) => summary(name)),
  showSource: async ({ name }) => {
    if (!(name in reports)) throw refusal('AdministrationError', 'no-source', name);
    return summary(name) as Awaited<ReturnType<OpenSources['showSource']>>;
  },
  collectSource: async ({ name }) => reports[name]!,
});

test('a collected source is reconciled in one line, in both languages', async () => {
  const sources = collecting({ work: report() });
  const { code, out, err } = await play(['collect', 'ana'], { sources });
  assert.deepEqual([code, err], [0, '']);
  assert.equal(
    out,
    'ana work: server lists 1,204 · stored 1,204 · new 37 · repeated 0 · waiting to be deleted 12 · freed 3.1 MB\n',
  );
  const spanish = await play(['collect', 'ana', 'work'], { sources, language: 'es' });
  assert.equal(
    spanish.out,
    'ana work: el servidor lista 1.204 · guardadas 1.204 · nuevas 37 · repetidas 0 · por borrar 12 · liberados 3,1 MB\n',
  );
  const [json] = JSON.parse((await play(['collect', '--json'], { sources })).out);
  assert.deepEqual([json.account, json.stored, json.endedAt], ['ana', 37, '1970-01-01T00:00:01.000Z']);
});

test('F65: every trouble has the exit code that docs/collector.md says, and a sentence in both languages', async () => {
  const page = readFileSync(new URL('../../docs/collector.md', import.meta.url), 'utf8');
  const documented = new Map<string, number>();
  for (const [, names, code] of page.matchAll(/^\| (`[^|]+`) \|.*\| (\d+) \|$/gm))
    for (const [, name] of names!.matchAll(/`([^`]+)`/g)) documented.set(name!, Number(code));
  assert.deepEqual([...documented.keys()].sort(), Object.keys(meanings).sort());
  for (const [cause, code] of documented) {
    const trouble = { cause: cause as Cause, remedy: meanings[cause as Cause].remedy, reply: 'no\x1b[2J' };
    const sources = collecting({ work: report({ listing: 'none', trouble }) });
    for (const language of ['en', 'es'] as const) {
      const played = await play(['collect'], { sources, language });
      assert.deepEqual([played.code, played.out], [code, ''], cause);
      assert.match(played.err, /^casilla: ana work: .+ \((it says|dice): no \[2J\): .+\n$/, cause);
    }
    for (const verb of ['probe', 'plan']) {
      const found = async () => ({ at: 'trouble', trouble }) as const;
      const played = await play(['source', verb, 'ana', 'work'], {
        sources: { probeSource: found, planSource: found },
      });
      assert.equal(played.code, code, `${verb} ${cause}`);
    }
  }
});

test('F65: of several sources the first that failed gives the code, and the others are collected', async () => {
  const trouble = { cause: 'in-use', remedy: 'wait' } as const;
  const refused = { cause: 'credentials', remedy: 'check-password' } as const;
  const sources = collecting({
    a: report(),
    b: report({ trouble, listing: 'none' }),
    c: report({ trouble: refused, listing: 'none' }),
    d: report(),
  });
  const { code, out } = await play(['collect'], { sources });
  assert.equal(code, 75);
  assert.equal(out.split('\n').length, 3);
  assert.equal((await play(['collect'], { sources: collecting({ a: report({ aside: 1 }) }) })).code, 65);
});

test('who is not there is 67, and nothing is collected then', async () => {
  const asked: string[] = [];
  const sources: Partial<OpenSources> = {
    ...collecting({ work: report() }),
    collectSource: async ({ name }) => {
      asked.push(name);
      return report();
    },
  };
  assert.equal((await play(['collect', 'ana', 'work', 'wrok'], { sources })).code, 67);
  const nobody = () => Promise.reject(refusal('AdministrationError', 'nonexistent', 'eva'));
  const { code, err } = await play(['source', 'list', 'eva'], { sources: { listSources: nobody } });
  assert.deepEqual([code, err], [67, 'casilla: there is no account eva\n']);
  assert.deepEqual(asked, []);
});

type Added = Parameters<OpenSources['addSource']>[0];

test('a source is what its options say, and its password is asked for or read, never given', async () => {
  const added: Added[] = [];
  const sources = { addSource: async (input: Added) => void added.push(input) };
  const add = ['source', 'add', 'ana', 'work', '--host', 'pop.example.org', '--user', 'ana@example.org'];
  const asked = await play(add, { sources, typed: ['señal\n'] });
  assert.deepEqual([asked.code, asked.err], [0, 'Password of ana@example.org at pop.example.org: \n']);
  assert.deepEqual({ ...added[0]!.settings }, { ...settings, mechanism: undefined, authorities: undefined });
  assert.equal(added[0]!.secret, 'señal');
  assert.equal((await play(add, { sources })).code, 64);
  assert.equal((await play([...add, '--password', 'x'], { sources })).code, 64);
  const more = ['--tls', 'starttls', '--login', 'oauthbearer', '--password-command', 'print-token'];
  const rest = [
    '--keep',
    'newest-octets=50M',
    '--grace',
    '2d',
    '--cap',
    '5',
    '--every',
    '10m',
    '--newest-first',
  ];
  assert.equal((await play([...add, ...more, ...rest], { sources })).code, 0);
  const { port, tls, auth, mechanism, secret, keep, grace, mostDeletions, every, newestFirst } =
    added[1]!.settings;
  assert.deepEqual(
    [port, tls, auth, mechanism, secret, added[1]!.secret],
    [110, 'starttls', 'token', 'OAUTHBEARER', { kind: 'command', command: 'print-token' }, null],
  );
  assert.deepEqual(
    [keep, grace, mostDeletions, every, newestFirst],
    [{ kind: 'newest-octets', octets: 50 * 2 ** 20 }, 172_800, 5, 600, true],
  );
  const clear = await play([...add, '--tls', 'none', '--password-stdin'], { sources, input: 'x\n' });
  assert.equal(clear.err, 'casilla: the password goes over the network in the clear\n');
  for (const [option, value] of [
    ['--keep', 'some'],
    ['--tls', 'ssl'],
    ['--every', '5'],
    ['--login', 'best'],
    ['--port', 'pop'],
  ] as const) {
    const bad = await play([...add, option, value, '--password-stdin'], { sources, input: 'x\n' });
    assert.deepEqual([bad.code, bad.err], [64, `casilla: ${value} is not a value of ${option}\n`]);
  }
});

test('a change changes what is given only, and a password that is elsewhere now is forgotten here', async () => {
  const edited: unknown[] = [];
  const sources = {
    ...collecting({ work: report() }),
    editSource: async (input: unknown) => void edited.push(input),
  };
  const edit = (...more: string[]) =>
    play(['source', 'edit', 'ana', 'work', ...more], { sources, input: 'new\n' });
  for (const more of [
    ['--host', 'other.example.org', '--rename', 'home'],
    ['--password-stdin'],
    ['--password-variable', 'TOKEN', '--login', 'token'],
    ['--disable', '--pin', 'none'],
  ])
    assert.equal((await edit(...more)).code, 0);
  const of = { account: 'ana', name: 'work' };
  assert.deepEqual(edited, [
    { ...of, changes: { host: 'other.example.org' }, rename: 'home' },
    { ...of, changes: { secret: { kind: 'stored' } }, secret: 'new' },
    {
      ...of,
      changes: { auth: 'token', mechanism: null, secret: { kind: 'environment', variable: 'TOKEN' } },
      secret: null,
    },
    { ...of, changes: { pins: [], enabled: false } },
  ]);
});

test('a plan names letters with their dates, and they are cancelled by number or all at once', async () => {
  const held: unknown[] = [];
  const sources: Partial<OpenSources> = {
    planSource: async () => ({
      at: 'report',
      report: {
        ...{ account: 1, source: 1, name: 'work', listed: 3, listing: 'whole', octets: 2_000, capped: false },
        remove: [{ entry: 4, octets: 2_000, storedAt: 0 }],
        waiting: [{ entry: 17, octets: 1_000, storedAt: 0, at: 86_400_000 }],
      } as never,
    }),
    holdLetters: async ({ entries, held: stay }) => {
      held.push([entries, stay]);
      return 2;
    },
  };
  const { out } = await play(['source', 'plan', 'ana', 'work'], { sources });
  assert.match(
    out,
    /^NUMBER +SIZE +DOWNLOADED +DELETED FROM\n +4 +2 kB .* now\n +17 +1 kB .* 1970-01-0\d \d\d:\d\d\n/,
  );
  assert.match(out, /1 letters would be deleted now, which frees 2 kB; 1 wait\.\n$/);
  const plan = (...more: string[]) => play(['source', 'plan', 'ana', 'work', ...more], { sources });
  assert.equal((await plan('--cancel', '4', '17')).out, '2 letters stay there.\n');
  assert.equal((await plan('--allow', 'all')).out, '2 letters may go again.\n');
  assert.equal((await plan('--cancel', 'x')).code, 64);
  assert.deepEqual(held, [
    [[4, 17], true],
    ['all', false],
  ]);
});

test('help says what each rule leaves', async () => {
  for (const [language, said] of [
    ['en', 'until-deleted-here        each whose copy here was deleted'],
    ['es', 'until-deleted-here        cada una cuya copia de aquí se borró'],
  ] as const)
    assert.match((await play(['source', 'add', '--help'], { language })).out, new RegExp(said));
});

test('progress of all sources is one line', async () => {
  let at = 0;
  const sources: Partial<OpenSources> = {
    ...collecting({ a: report(), b: report() }),
    collectSource: async (_, heard) => {
      heard?.({ letters: 50, ofLetters: 100, octets: 1_000, ofOctets: 4_000 });
      return report();
    },
  };
  const { err } = await play(['collect'], { sources, now: () => (at += 6_000) });
  assert.equal(err, '100 of 200 letters, 2 kB, 8/s, 0:36 left\n');
});
