import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { badCommands, httpRequests } from '../../../test/dialogues/imap-bad-commands.ts';
import { goodCommands } from '../../../test/dialogues/imap-good-commands.ts';
import type { Dialect } from './cursor.ts';
import { parseCommand } from './parse-command.ts';

const rev1: Dialect = { utf8Names: false, utf8Accept: false };
const utf8: Dialect = { utf8Names: true, utf8Accept: true };

test('good commands are what they mean', () => {
  for (const [text, command] of goodCommands)
    assert.deepEqual(parseCommand(`a1 ${text}`, rev1), { tag: 'a1', command }, text);
});

test('bad commands are answers that say why', () => {
  for (const [text, command] of badCommands)
    assert.deepEqual(parseCommand(`a1 ${text}`, rev1), { tag: 'a1', command }, text.slice(0, 80));
});

test('a request of HTTP is known for what it is', () => {
  for (const [text, command] of httpRequests)
    assert.deepEqual(parseCommand(text, rev1).command, command, text);
});

test('tags are anything that an answer can repeat', () => {
  for (const tag of ['1', 'a1', 'A.B]c', '*'.replace('*', '#'), '=', '~', '[', 'x'.repeat(128)])
    assert.deepEqual(parseCommand(`${tag} NOOP`, rev1), { tag, command: { verb: 'NOOP' } });
  for (const text of [
    '',
    ' ',
    ' NOOP',
    '* NOOP',
    '+ NOOP',
    'a+1 NOOP',
    'a"1 NOOP',
    'a{1} NOOP',
    '\xe9 NOOP',
    'a\0 NOOP',
    'a%',
    'a\tNOOP',
    `${'x'.repeat(129)} NOOP`,
  ])
    assert.deepEqual(
      parseCommand(text, rev1),
      { tag: undefined, command: { verb: 'bad', why: 'unknown' } },
      text,
    );
  assert.deepEqual(parseCommand('a1', rev1), { tag: 'a1', command: { verb: 'bad', why: 'unknown' } });
});

test('who enabled UTF-8 writes names in it, and no charset', () => {
  const mailboxOf = (text: string, dialect: Dialect) => {
    const { command } = parseCommand(`a ${text}`, dialect);
    return 'mailbox' in command ? command.mailbox : command;
  };
  assert.equal(mailboxOf('SELECT "jos\xc3\xa9"', utf8), 'josé');
  assert.equal(mailboxOf('SELECT "jose\xcc\x81"', utf8), 'josé');
  assert.equal(mailboxOf('SELECT &ZeVnLIqe-', utf8), '&ZeVnLIqe-');
  assert.equal(mailboxOf('SELECT R&D', utf8), 'R&D');
  assert.deepEqual(mailboxOf('SELECT "\xff"', utf8), { verb: 'bad', why: 'mailbox-name', of: 'SELECT' });
  const charset = 'a SEARCH CHARSET UTF-8 ALL';
  assert.deepEqual(parseCommand(charset, utf8).command, { verb: 'bad', why: 'arguments', of: 'SEARCH' });
  assert.equal(parseCommand(charset, { utf8Names: true, utf8Accept: false }).command.verb, 'SEARCH');
});

test('a search may nest as deep as the limit', () => {
  for (const text of [
    `${'('.repeat(200)}SEEN${')'.repeat(200)}`,
    `${'NOT '.repeat(200)}SEEN`,
    `${'OR SEEN '.repeat(200)}SEEN`,
  ])
    assert.equal(parseCommand(`a SEARCH ${text}`, rev1).command.verb, 'SEARCH');
});

const octet = fc.nat(255).map((code) => String.fromCharCode(code));
const piece = fc.constantFrom(
  ...[
    ' ',
    '(',
    ')',
    '"',
    '\\',
    '{1}\r\n',
    '{1+}\r\n',
    '~{2}\r\n',
    '$',
    '*',
    '%',
    ',',
    ':',
    '[',
    ']',
    '<0.1>',
    'NIL',
    '&',
    '&-',
    '+',
    '\0',
    '\xe9',
    '\xc3\xa9',
    '1',
    '4294967295',
  ],
  ...new Set(goodCommands.flatMap(([text]) => text.split(/(?<=[ ()[\]])/))),
);
const begin = fc.constantFrom(
  ...new Set([...goodCommands, ...badCommands].map(([text]) => text.slice(0, 60))),
);

test('nothing that is said throws, whatever it is', () => {
  const said = fc.tuple(begin, fc.array(fc.oneof(piece, octet), { maxLength: 20 }));
  fc.assert(
    fc.property(said, fc.nat(60), fc.boolean(), ([start, rest], cut, names) => {
      const text = `a ${start.slice(0, cut)}${rest.join('')}`;
      const { command } = parseCommand(text, { utf8Names: names, utf8Accept: names });
      assert.ok(typeof command.verb === 'string');
      if ('mailbox' in command) assert.doesNotMatch(command.mailbox, /[\x00-\x1f\x7f]|^$|\/\/|^\/|\/$/);
    }),
    { numRuns: 2000 },
  );
});

test('what is as long as can be is read in steps that grow with its length only', () => {
  // A pattern that backtracks needs hours for these, not milliseconds.
  const filled = (piece: string) => piece.repeat(Math.ceil(65_536 / piece.length));
  for (const command of [
    'LOGIN ',
    'SELECT ',
    'LIST "" ',
    'FETCH 1 ',
    'STORE 1 FLAGS ',
    'SEARCH TEXT ',
    'COPY ',
    'ID (',
    'SEARCH ',
  ])
    for (const piece of [
      '"',
      '\\"',
      '"\\\\',
      '(',
      ' ',
      '1,',
      '1:',
      '*',
      '&',
      '&-',
      '&AOk-',
      '{0}\r\n',
      'a',
      '((',
      '[1.',
      '\xe9',
    ])
      for (const opening of ['', '"', '('])
        assert.equal(parseCommand(`a ${command}${opening}${filled(piece)}!`, rev1).tag, 'a');
});
