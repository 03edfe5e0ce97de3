import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Flag } from '../store/index.ts';
import { decodeModifiedUtf7, encodeModifiedUtf7, folderName } from './folder-name.ts';
import { formatDovecotUidl, isUidlFormat } from './maildir/dovecot-uidl.ts';
import { baseName, formatInfo, parseFlags } from './maildir/file-name.ts';
import { formatFolderDirectory, parseFolderDirectory } from './maildir/folder-directory.ts';
import { formatKeywordsFile, parseKeywordsFile } from './maildir/keywords-file.ts';
import { formatUidlistHead, formatUidlistLine, parseUidlist } from './maildir/uidlist.ts';

test('the flags in the name of a file', () => {
  const keywords = ['work', undefined, 'Later'];
  const cases: [name: string, flags: number, keywords: string[]][] = [
    ['1.2.host', 0, []],
    ['1.2.host:2,', 0, []],
    ['1.2.host,S=10,W=12:2,DFPRST', 31, ['$Forwarded']],
    ['1.2.host:2,Sacb', Flag.Seen, ['work', 'Later']],
    ['1.2.host:2,SSaa', Flag.Seen, ['work']],
    ['1.2.host:2,XYZz', 0, []],
    ['1.2.host:1,S', 0, []],
    ['S', 0, []],
  ];
  for (const [name, flags, words] of cases)
    assert.deepEqual(parseFlags(name, keywords), { flags, keywords: words }, name);
  assert.equal(baseName('1.2.host,S=10:2,S'), '1.2.host,S=10');
  assert.equal(baseName('1.2.host'), '1.2.host');
});

test('flags that were written are read again', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 25 }));
  const names = Array.from({ length: 26 }, (_, n) => `k${n}`);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 31 }), fc.boolean(), numbers, (flags, passed, some) => {
      const info = formatInfo(flags, passed, some);
      assert.match(info, /^:2,[A-Z]*[a-z]*$/);
      const wanted = [...(passed ? ['$Forwarded'] : []), ...some.sort((a, b) => a - b).map((n) => `k${n}`)];
      assert.deepEqual(parseFlags(`1.x${info}`, names), { flags, keywords: wanted });
    }),
  );
});

test('the names of keywords', () => {
  const text = '0 $Label1\n2 work\nx\n1 two words\n30 far\n3 bad(\n';
  assert.deepEqual([...parseKeywordsFile(text)], ['$Label1', undefined, 'work']);
  const names = ['$Label1', 'work'];
  assert.deepEqual(parseKeywordsFile(formatKeywordsFile(names)), names);
});

test('a uidlist as Dovecot writes it, also with what it need not say', () => {
  const list = parseUidlist(
    '3 V1690000000 N8 G0123456789abcdef0123456789abcdef\n' +
      '1 :1690000001.M1P1.host,S=10,W=12\n' +
      '3 W1200 Puid-3 S1100 :1690000002.M1P1.host:2,S\n' +
      '4 Pbad\x01 :x\n0 :zero\n99999999999 :far\ngarbage\n\n' +
      '7 Gabc O12 :1690000003.M1P1.host\n',
  );
  assert.deepEqual(list, {
    uidvalidity: 1_690_000_000,
    uidnext: 8,
    uids: new Map([
      ['1690000001.M1P1.host,S=10,W=12', 1],
      ['1690000002.M1P1.host', 3],
      ['x', 4],
      ['1690000003.M1P1.host', 7],
    ]),
    uidls: new Map([[3, 'uid-3']]),
  });
  assert.equal(parseUidlist('1 123 5\n4 abc:2,S\n')?.uids.get('abc'), 4);
  for (const text of ['', '3\n', '2 V1 N1\n', '3 N5\n', '\0\0\0', '1 x y\n'])
    assert.equal(parseUidlist(text), undefined);
  fc.assert(fc.property(fc.string(), (text) => void parseUidlist(`3 V1 N1\n${text}`)));
});

test('a uidlist that was written is read again', () => {
  const uidl = fc.string({
    minLength: 1,
    maxLength: 70,
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
  });
  fc.assert(
    fc.property(fc.array(uidl), (uidls) => {
      const lines = uidls.map((each, n) => formatUidlistLine(n + 1, each, `file${n}:2,S`));
      const list = parseUidlist(formatUidlistHead({ uidvalidity: 5, uidnext: 9 }) + lines.join(''));
      assert.deepEqual([list?.uidvalidity, list?.uidnext], [5, 9]);
      assert.deepEqual(
        [...list!.uids],
        uidls.map((_, n) => [`file${n}`, n + 1]),
      );
      assert.deepEqual([...list!.uidls.values()], uidls);
    }),
  );
});

test('unique-ids as Dovecot makes them', () => {
  const message = { uid: 0x1b6e, uidvalidity: 0x4e4e3b44, base: '1.M2P3.host' };
  const cases: [format: string, uidl: string | null][] = [
    ['%08Xu%08Xv', '00001b6e4e4e3b44'],
    ['%u-%v', '7022-1313749828'],
    ['UID%u-%v', 'UID7022-1313749828'],
    ['%g', '1.M2P3.host'],
    ['%8u', null],
  ];
  for (const [format, uidl] of cases) assert.equal(formatDovecotUidl(format, message), uidl, format);
  assert.deepEqual(['%08Xu%%', '', '%m', 'x%'].map(isUidlFormat), [true, false, false, false]);
});

test('the directories of folders', () => {
  const cases: [directory: string, folder: string][] = [
    ['.Sent', 'Sent'],
    ['.Archive.2024.May', 'Archive/2024/May'],
    ['.Entw&APw-rfe', 'Entwürfe'],
    ['.R&AOk-sum&AOk-.a &- b', 'Résumé/a & b'],
    ['.a&AC4-b', 'a.b'],
    ['.Papelería', 'Papelería'],
  ];
  for (const [directory, folder] of cases) assert.equal(parseFolderDirectory(directory), folder);
  for (const bad of ['Sent', '.', '..', '.a..b', '.a.', '.a/b', '.a\nb', `.${'x'.repeat(1001)}`])
    assert.equal(parseFolderDirectory(bad), undefined, bad);
  assert.equal(formatFolderDirectory('INBOX'), '');
  assert.equal(folderName(['inbox']), 'INBOX');
  assert.equal(folderName(['inbox', 'x']), 'inbox/x');
});

test('names of folders that were written are read again', () => {
  const level = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 4 }), (levels) => {
      const folder = folderName(levels);
      if (folder === undefined || folder === 'INBOX') return;
      assert.equal(parseFolderDirectory(formatFolderDirectory(folder)), folder);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.match(encodeModifiedUtf7(text), /^[ -~]*$/);
      assert.equal(decodeModifiedUtf7(encodeModifiedUtf7(text)), text);
    }),
  );
});
