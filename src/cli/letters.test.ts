import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { play, refusal } from '../../test/rig/terminal.ts';
import type { OpenLetters } from '../office/index.ts';
import { formatClock } from './progress.ts';

const directory = mkdtempSync(join(tmpdir(), 'casilla-cli-letters-'));
after(() => rmSync(directory, { recursive: true }));

const usage: [parameters: string[], says: RegExp][] = [
  [['deliver'], /--to <NAME> is missing\. `casilla help deliver` explains it\./],
  [['deliver', '--to', 'ana', '-f', 'a\nb'], /"a\\nb" cannot be a sender/],
  [['import', 'ana'], /one of --maildir DIR, --mbox FILE… and --eml FILE…/],
  [['import', 'ana', '--mbox', 'x', '--eml', 'y'], /one of --maildir/],
  [['import', '--mbox', 'x'], /NAME is missing/],
  [['import', 'ana', '--maildir', 'x', '--folder', 'y'], /leave out --folder/],
  [['import', 'ana', '--mbox', 'x', '--from-quoting', 'y'], /y is not mboxrd, mboxo or none/],
  [['import', 'ana', '--mbox', 'x', '--uidl-format', '%m'], /%m is not a format/],
  [['import', 'ana', '--mbox', 'x', '--folder', 'a//b'], /a\/\/b cannot be the name of a folder/],
  [['export', 'ana'], /one of --maildir DIR, --mbox FILE and --eml DIR/],
  [['mail', 'list', 'ana', '--last', 'x'], /x is not a number/],
  [['mail', 'show', 'ana'], /NUMBER is missing/],
  [['mail', 'show', 'ana', '1x'], /1x is not a number/],
];
for (const [parameters, says] of usage) {
  test(`casilla ${JSON.stringify(parameters.join(' '))} ends with 64 and says why`, async () => {
    const { code, err, out } = await play(parameters);
    assert.match(err, says);
    assert.deepEqual([code, out], [64, '']);
  });
}

/** What a delivery gave to the office, put together. */
async function deliver(parameters: string[], input: string | Uint8Array) {
  const calls: string[] = [];
  const pieces: Uint8Array[] = [];
  let head: unknown;
  const letters: Partial<OpenLetters> = {
    async take({ octets, ...rest }) {
      calls.push('take');
      pieces.push(octets);
      head = rest;
      return { at: 'added', digest: octets };
    },
    async begin(rest) {
      calls.push('begin');
      head = rest;
    },
    async append({ octets }) {
      calls.push(`append ${octets.length}`);
      pieces.push(octets);
    },
    async finish() {
      calls.push('finish');
      return { at: 'added', digest: new Uint8Array(0) };
    },
  };
  const { code, out, err } = await play(['deliver', '--to', 'ana', ...parameters], { input, letters });
  assert.deepEqual([code, out, err], [0, '', '']);
  return { calls, text: Buffer.concat(pieces).toString('latin1'), head };
}

test('a letter is delivered as it comes; a sender becomes a Return-Path with the line ends of the letter', async () => {
  const cases: [parameters: string[], input: string, text: string][] = [
    [[], 'A: 1\n\n\xffb', 'A: 1\n\n\xffb'],
    [['-f', 'a@b'], 'A: 1\n\nb\n', 'Return-Path: <a@b>\nA: 1\n\nb\n'],
    [['-f', '<a@b>'], 'A: 1\r\n\r\nb', 'Return-Path: <a@b>\r\nA: 1\r\n\r\nb'],
    [['--sender', '<>'], 'A: 1\n', 'Return-Path: <>\nA: 1\n'],
    [['-f', 'a@b'], 'Return-Path: <c@d>\nA: 1\n', 'Return-Path: <c@d>\nA: 1\n'],
    [[], 'From c@d Tue Nov 24 16:41:43 2026\nA: 1\n', 'A: 1\n'],
    [[], '', ''],
  ];
  for (const [parameters, input, text] of cases) {
    const delivered = await deliver(parameters, Buffer.from(input, 'latin1'));
    assert.deepEqual([delivered.calls, delivered.text], [['take'], text]);
  }
});

test('a large letter goes in pieces; the folder and the address are told', async () => {
  const input = Buffer.alloc(600_000, 'x\n');
  const { calls, text, head } = await deliver(['-f', 'a@b', '--folder', 'Lists/a'], input);
  assert.equal(text, `Return-Path: <a@b>\n${input}`);
  assert.deepEqual(calls, ['begin', 'append 262144', 'append 19', 'append 262144', 'append 75712', 'finish']);
  const { to, facts } = head as { to: object; facts: { folder: string } };
  assert.deepEqual([to, facts.folder], [{ address: 'ana' }, 'Lists/a']);
});

test('the exit codes of deliver: whatever may be otherwise later is 75', async () => {
  const codes: [name: 'AdministrationError' | 'OfficeError', code: string, exit: number][] = [
    ['AdministrationError', 'nonexistent', 67],
    ['AdministrationError', 'over-quota', 75],
    ['AdministrationError', 'no-space', 75],
    ['AdministrationError', 'unavailable', 75],
    ['AdministrationError', 'internal', 75],
    ['AdministrationError', 'forbidden', 77],
    ['AdministrationError', 'too-large', 65],
    ['AdministrationError', 'bad-folder', 65],
    ['OfficeError', 'data-not-writable', 73],
    ['OfficeError', 'store-too-new', 69],
  ];
  for (const [name, code, exit] of codes) {
    const take = () => Promise.reject(refusal(name, code, 'S'));
    const played = await play(['deliver', '--to', 'ana'], { input: 'A: 1\n', letters: { take } });
    assert.equal(played.code, exit, code);
    assert.equal(played.err.split('\n').length, 2, played.err);
  }
  const take = () => Promise.reject(new TypeError('x is not a function'));
  const fault = await play(['deliver', '--to', 'ana'], { input: 'A: 1\n', letters: { take } });
  assert.equal(fault.code, 75);
  assert.match(fault.err, /TypeError: x is not a function/);
});

const mbox = join(directory, 'mbox');
const missing = join(directory, 'missing');
const from = 'From a@b Tue Nov 24 16:41:43 2026\n';
writeFileSync(mbox, `${from}A: 1\n\n${from}A: 2\n\n`);

test('an import says what it did, names what it passed over, and its exit code says so too', async () => {
  const { createHash } = await import('node:crypto');
  const taken: string[] = [];
  const letters: Partial<OpenLetters> = {
    async take({ octets, facts }) {
      taken.push(`${facts.folder} ${facts.internalDate}`);
      return {
        at: taken.length % 2 === 1 ? 'added' : 'known',
        digest: createHash('sha256').update(octets).digest(),
      };
    },
  };
  const good = await play(['import', 'ana', '--mbox', mbox, '--folder', 'Old'], { letters });
  assert.deepEqual([good.code, good.err], [0, '']);
  assert.equal(good.out, '2 letters, 10 B: 1 added, 1 were here already.\n2 of 2 identical by digest.\n');
  assert.deepEqual(taken, ['Old 1795538503000', 'Old 1795538503000']);
  const bad = await play(['import', 'ana', '--mbox', mbox, missing], { letters, language: 'es' });
  assert.equal(bad.code, 65);
  assert.equal(bad.err, `casilla: ${missing} se ha dejado fuera (ENOENT)\n`);
  assert.match(bad.out, /2 de 2 idénticas según su resumen SHA-256\.\n1 dejadas fuera\.\n$/);
  const altered = await play(['import', 'ana', '--mbox', mbox], {
    letters: { take: async () => ({ at: 'added', digest: new Uint8Array(32) }) },
  });
  assert.equal(altered.code, 65);
  assert.match(altered.out, /0 of 2 identical/);
  const none = await play(['import', 'ana', '--maildir', directory], { letters });
  assert.equal(none.code, 66);
  assert.match(none.err, /cannot be read \(ENOTMAILDIR\)/);
});

test('an import that is refused in the middle says that it can go on', async () => {
  let taken = 0;
  const take: OpenLetters['take'] = async ({ octets }) => {
    if (++taken === 2) throw refusal('AdministrationError', 'over-quota', '');
    return { at: 'added', digest: octets };
  };
  const { code, err, out } = await play(['import', 'ana', '--mbox', mbox], { letters: { take } });
  assert.deepEqual([code, out], [75, '']);
  assert.match(
    err,
    /^casilla: Stopped: 1 letters were added\. The same command goes on where it stopped\.\ncasilla: the account is full/,
  );
});

test('progress is a plain line every ten seconds where no terminal is', async () => {
  let at = 0;
  const take: OpenLetters['take'] = async ({ octets }) => ({ at: 'added', digest: octets });
  const now = () => (at += 4_000);
  const { err } = await play(['import', 'ana', '--mbox', mbox, mbox, mbox], { letters: { take }, now });
  assert.equal(err, '49 %, 3 letters, 0/s, 0:13 left\n99 %, 6 letters, 0/s, 0:01 left\n');
  assert.deepEqual([0.2, 75, 3_723].map(formatClock), ['0:01', '1:15', '1:02:03']);
});

test('an export is written to what is not there yet, and says what it did', async () => {
  let portions = 0;
  const octets = Buffer.from('A: 1\r\n\r\nx\r\n');
  const facts = { folder: 'INBOX', flags: 1, keywords: [], internalDate: 0, uidl: 'u' };
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256').update(octets).digest();
  const letters: Partial<OpenLetters> = {
    beginExport: async () => [{ folder: 'INBOX', uidvalidity: 1, uidnext: 3, letters: 2 }],
    nextLetters: async () => {
      if (portions++ > 0) return [];
      const letter = {
        number: 0,
        uid: 1,
        facts,
        size: octets.length,
        isLf: false,
        isUnterminated: false,
        digest,
      };
      return [
        { ...letter, octets },
        { ...letter, number: 1, octets: null },
      ];
    },
  };
  const file = join(directory, 'out.mbox');
  const { code, out } = await play(['export', 'ana', '--mbox', file], { letters });
  assert.equal(code, 0);
  assert.equal(out, '1 letters written, 11 B.\n1 of 1 identical by digest.\n1 were deleted meanwhile.\n');
  assert.match(
    readFileSync(file, 'utf8'),
    /^From MAILER-DAEMON Thu Jan {2}1 00:00:00 1970\nX-Casilla-Letter: .*\nStatus: RO\nA: 1\n\nx\n\n$/,
  );
  const again = await play(['export', 'ana', '--mbox', file], { letters });
  assert.equal(again.code, 73);
  assert.match(again.err, /is there already/);
  assert.equal((await play(['export', 'ana', '--maildir', directory], { letters })).code, 73);
  assert.equal((await play(['export', 'ana', '--mbox', join(mbox, 'x')], { letters })).code, 73);
});

const line = {
  uid: 7,
  flags: 6,
  keywords: [],
  octets: 1_550,
  internalDate: Date.UTC(2026, 10, 24, 16),
  uidl: 'u-7',
  from: 'Ana',
  subject: 's'.repeat(80),
};

test('the letters of a folder are a table for a person and JSON for a script', async () => {
  const asked: unknown[] = [];
  const listLetters: OpenLetters['listLetters'] = async (input) => {
    asked.push(input);
    return { letters: [line], older: 3 };
  };
  const { code, out, err } = await play(['mail', 'list', 'ana'], {
    letters: { listLetters },
    language: 'es',
  });
  assert.equal(code, 0);
  assert.match(
    out,
    /^NÚMERO {2}MARCAS {2}FECHA {13}TAMAÑO {2}REMITENTE {2}ASUNTO\n {5}7 {2}NAF {5}2026-11-2\d \d\d:\d\d {2}1,6 kB {2}Ana {8}s{59}…\n$/,
  );
  assert.equal(err, '3 cartas más antiguas no se muestran: --last 0 las muestra todas.\n');
  const json = await play(['mail', 'list', 'ana', '--folder', 'Sent', '--last', '5', '--json'], {
    letters: { listLetters },
  });
  assert.deepEqual(JSON.parse(json.out), [{ ...line, internalDate: '2026-11-24T16:00:00.000Z' }]);
  assert.deepEqual(asked, [
    { account: 'ana', folder: 'INBOX', last: 50 },
    { account: 'ana', folder: 'Sent', last: 5 },
  ]);
  const none = await play(['mail', 'list', 'ana'], {
    letters: { listLetters: async () => ({ letters: [], older: 0 }) },
  });
  assert.deepEqual([none.code, none.out, none.err], [0, '', 'There are no letters in INBOX.\n']);
  const listFolders = async () => [{ folder: 'INBOX', letters: 3, unseen: 1, octets: 10 }];
  const folders = await play(['mail', 'folders', 'ana'], { letters: { listFolders } });
  assert.equal(folders.out, 'FOLDER  LETTERS  UNREAD  SIZE\nINBOX         3       1  10 B\n');
});

test('a letter is shown for a person, or octet for octet', async () => {
  const showLetter: OpenLetters['showLetter'] = async () => ({
    ...line,
    fields: [
      { name: 'from', value: 'Ana <a@b>' },
      { name: 'subject', value: 'hi' },
    ],
    text: 'one\ntwo\n\n',
    attachments: [{ name: '', type: 'image/png', octets: 2_000 }],
  });
  const whole = Buffer.from('A: \xff\r\n\r\nb', 'latin1');
  const letterOctets: OpenLetters['letterOctets'] = async ({ from }) => whole.subarray(from, from + 4);
  const letters = { showLetter, letterOctets };
  const shown = await play(['mail', 'show', 'ana', '7'], { letters });
  assert.equal(
    shown.out,
    'From: Ana <a@b>\nSubject: hi\n\none\ntwo\n\nAttached: without a name (image/png, 2 kB)\n',
  );
  const raw = await play(['mail', 'show', 'ana', '7', '--raw'], { letters });
  assert.equal(raw.out, whole.toString('utf8'));
  const missing = await play(['mail', 'show', 'ana', '7'], {
    letters: { showLetter: () => Promise.reject(refusal('AdministrationError', 'no-letter', '7')) },
  });
  assert.deepEqual([missing.code, missing.err], [65, 'casilla: there is no letter 7\n']);
});
