import assert from 'node:assert/strict';
import { test } from 'node:test';
import { play, refusal } from '../../test/rig/terminal.ts';

const usage: [parameters: string[], code: number, says: RegExp][] = [
  [[], 64, /Usage: casilla/],
  [['account'], 64, /Usage: casilla account/],
  [['acount'], 64, /no command acount\. Did you mean account\? `casilla help` explains it\./],
  [['serve', '--dta', 'x'], 64, /no option --dta\. Did you mean --data\?/],
  [['serve', '--data'], 64, /--data <DIR> needs a value/],
  [['serve', 'now'], 64, /too many arguments/],
  [['account', 'add'], 64, /either one NAME or --batch FILE/],
  [['account', 'add', 'a', '--batch', 'x'], 64, /either one NAME or --batch FILE/],
  [['account', 'passwd'], 64, /NAME is missing\. `casilla help account passwd` explains it\./],
  [['account', 'add', 'a', '--password-stdin', '--password-file', 'x'], 64, /exclude each other/],
  [['help', 'nothing'], 64, /no command nothing/],
  [['serve', '--set', 'pop3.lisen=1'], 78, /casilla: --set pop3\.lisen: .*did you mean pop3\.listen\?/],
  [['serve', '--config', '/nonexistent/c.toml'], 66, /ENOENT/],
  [
    ['config', 'check', '--set', 'tls.certificate=/nonexistent/c', '--set', 'tls.key=/nonexistent/k'],
    66,
    /\/nonexistent\/c cannot be read[\s\S]*\/nonexistent\/k cannot be read/,
  ],
];
for (const [parameters, code, says] of usage) {
  test(`casilla ${parameters.join(' ')} ends with ${code} and says why`, async () => {
    const played = await play(parameters);
    assert.equal(played.code, code);
    assert.match(played.err, says);
    assert.equal(played.out, '');
  });
}

test('help, version and the settings are for standard output', async () => {
  for (const parameters of [
    ['help'],
    ['help', 'account', 'add'],
    ['--help'],
    ['version'],
    ['--version'],
    ['config', 'describe'],
    ['config', 'example'],
    ['config', 'check'],
  ]) {
    const { code, out, err } = await play(parameters);
    assert.deepEqual([code, err], [0, ''], parameters.join(' '));
    assert.ok(out.endsWith('\n') && out.length > 10);
  }
});

test('help speaks the language of the person throughout', async () => {
  const { out } = await play(['help', 'account', 'add'], { language: 'es' });
  assert.doesNotMatch(out, /Usage|Options|options|Arguments|the |display/);
  assert.match(out, /^Uso: casilla account add \[opciones\] \[NAME\]/);
});

test('what an office refuses is one sentence and its code', async () => {
  const codes: [name: 'AdministrationError' | 'OfficeError', code: string, exit: number, says: RegExp][] = [
    ['AdministrationError', 'exists', 65, /already an account S$/],
    ['AdministrationError', 'nonexistent', 65, /no account S$/],
    ['AdministrationError', 'bad-name', 65, /S cannot be the name/],
    ['AdministrationError', 'no-space', 74, /disk/],
    ['AdministrationError', 'unavailable', 69, /does not answer/],
    ['AdministrationError', 'internal', 70, /fault/],
    ['OfficeError', 'data-in-use', 69, /another Casilla is using S/],
    ['OfficeError', 'data-not-writable', 73, /S cannot be written/],
    ['OfficeError', 'port-in-use', 69, /listening on S/],
    ['OfficeError', 'port-forbidden', 77, /may not listen on S/],
    ['OfficeError', 'address-not-here', 78, /no address for S/],
    ['OfficeError', 'certificate-bad', 78, /certificate/],
    ['OfficeError', 'disk-full', 74, /full to the last octet/],
    ['OfficeError', 'store-too-new', 65, /newer Casilla/],
    ['OfficeError', 'runtime-too-old', 70, /Node/],
  ];
  for (const [name, code, exit, says] of codes) {
    const listAccounts = () => Promise.reject(refusal(name, code, 'S'));
    const played = await play(['account', 'list'], { administration: { listAccounts } });
    assert.equal(played.code, exit, code);
    assert.match(played.err.trimEnd(), says);
    assert.equal(played.err.split('\n').length, 2, played.err);
  }
});

test('a fault of ours is told with where it happened, and ends with 70', async () => {
  const listAccounts = () => Promise.reject(new TypeError('x is not a function'));
  const { code, err } = await play(['account', 'list'], { administration: { listAccounts } });
  assert.equal(code, 70);
  assert.match(err, /^casilla: a fault in Casilla itself[^\n]*\nTypeError: x is not a function\n +at /);
});

const good = { accounts: 2, mailboxes: 4, messages: 10, bodies: 9, octets: 123_456, findings: [] };

test('verify ends with 0 only when all is well', async () => {
  const well = await play(['verify'], { administration: { verify: async () => good } });
  assert.equal(well.code, 0);
  assert.equal(well.out, 'Read 2 accounts, 4 mailboxes, 10 letters, 9 bodies, 123 kB.\nAll is well.\n');
  const findings = [{ what: 'body-digest' as const, where: 'ana/INBOX/7', found: 'aa', expected: 'bb' }];
  const verify = async () => ({ ...good, findings });
  const bad = await play(['verify'], { administration: { verify } });
  assert.equal(bad.code, 65);
  assert.match(bad.out, /^ana\/INBOX\/7: the octets of a letter have changed \(found aa, expected bb\)\n/);
  assert.match(bad.out, /1 problems found\.\n$/);
  const json = await play(['verify', '--json'], { administration: { verify } });
  assert.equal(json.code, 65);
  assert.deepEqual(JSON.parse(json.out).findings, findings);
});
