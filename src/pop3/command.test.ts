import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BadCommand, type Command, parseCommand } from './command.ts';

const limit = 512;

const good: [line: string, command: Command][] = [
  ['CAPA', { verb: 'CAPA' }],
  ['stls', { verb: 'STLS' }],
  ['Quit', { verb: 'QUIT' }],
  ['STAT', { verb: 'STAT' }],
  ['NOOP', { verb: 'NOOP' }],
  ['RSET', { verb: 'RSET' }],
  ['USER mrose', { verb: 'USER', name: 'mrose' }],
  ['USER ana@example.org', { verb: 'USER', name: 'ana@example.org' }],
  ['USER jos\xc3\xa9', { verb: 'USER', name: 'josé' }],
  ['PASS secret', { verb: 'PASS', secret: 'secret' }],
  ['PASS  two  words ', { verb: 'PASS', secret: ' two  words ' }],
  ['PASS contrase\xc3\xb1a', { verb: 'PASS', secret: 'contraseña' }],
  ['AUTH PLAIN', { verb: 'AUTH', mechanism: 'PLAIN' }],
  ['auth plain AHQAcw==', { verb: 'AUTH', mechanism: 'PLAIN', initial: 'AHQAcw==' }],
  ['AUTH SCRAM-SHA-256 =', { verb: 'AUTH', mechanism: 'SCRAM-SHA-256', initial: '=' }],
  ['LIST', { verb: 'LIST' }],
  ['LIST 1', { verb: 'LIST', message: 1 }],
  ['LIST 1 ', { verb: 'LIST', message: 1 }],
  ['LIST  ', { verb: 'LIST' }],
  ['STAT ', { verb: 'STAT' }],
  ['PASS a ', { verb: 'PASS', secret: 'a ' }],
  ['UIDL', { verb: 'UIDL' }],
  ['UIDL 007', { verb: 'UIDL', message: 7 }],
  ['RETR 0', { verb: 'RETR', message: 0 }],
  ['DELE 18446744073709551617', { verb: 'DELE', message: 18446744073709552000 }],
  ['TOP 1 0', { verb: 'TOP', message: 1, lines: 0 }],
  ['top 2 99999', { verb: 'TOP', message: 2, lines: 99999 }],
];

const argumentsOf = (of: Command['verb']): BadCommand => ({ verb: 'bad', why: 'arguments', of });
const unknown: BadCommand = { verb: 'bad', why: 'unknown' };
const octets: BadCommand = { verb: 'bad', why: 'octets' };
const tooLong: BadCommand = { verb: 'bad', why: 'too-long' };

const bad: [line: string, answer: BadCommand][] = [
  ['', unknown],
  [' ', unknown],
  [' STAT', unknown],
  ['STATS', unknown],
  ['STA', unknown],
  ['STAT\t', unknown],
  ['APOP mrose c4c9334bac560ecc979e58001b3e22fb', unknown],
  ['constructor', unknown],
  ['__proto__ 1', unknown],
  ['PA\xdf secret', unknown],
  ['STAT 1', argumentsOf('STAT')],
  ['LIST  1', argumentsOf('LIST')],
  ['LIST 1 2', argumentsOf('LIST')],
  ['UIDL x', argumentsOf('UIDL')],
  ['RETR', argumentsOf('RETR')],
  ['RETR -1', argumentsOf('RETR')],
  ['RETR +1', argumentsOf('RETR')],
  ['RETR 1.0', argumentsOf('RETR')],
  ['RETR 0x1', argumentsOf('RETR')],
  ['DELE 1e3', argumentsOf('DELE')],
  ['DELE Infinity', argumentsOf('DELE')],
  ['TOP', argumentsOf('TOP')],
  ['TOP 1', argumentsOf('TOP')],
  ['TOP 1 -1', argumentsOf('TOP')],
  ['TOP 1  1', argumentsOf('TOP')],
  ['TOP 1 2 3', argumentsOf('TOP')],
  ['USER', argumentsOf('USER')],
  ['USER ', argumentsOf('USER')],
  ['USER two names', argumentsOf('USER')],
  ['USER jos\xe9', argumentsOf('USER')],
  ['USER \xc0\xae', argumentsOf('USER')],
  ['USER \xed\xa0\x80', argumentsOf('USER')],
  ['PASS', argumentsOf('PASS')],
  ['PASS ', argumentsOf('PASS')],
  ['PASS \xff', argumentsOf('PASS')],
  ['AUTH', argumentsOf('AUTH')],
  ['AUTH ', argumentsOf('AUTH')],
  ['AUTH PLAIN ', argumentsOf('AUTH')],
  ['AUTH PLAIN a b', argumentsOf('AUTH')],
  ['USER a\0b', octets],
  ['USER a\rb', octets],
  ['PASS a\x7fb', octets],
  ['PASS \x1b[2J', octets],
  ['RETR \xb2', octets],
  ['STAT \xa0', octets],
  ['AUTH PLAIN \xff', octets],
  [`PASS ${'x'.repeat(508)}`, tooLong],
  [`NONSENSE ${'x'.repeat(508)}`, tooLong],
];

test('good lines are commands', () => {
  for (const [line, command] of good) assert.deepEqual(parseCommand(line, limit), command, line);
});

test('bad lines are answers', () => {
  for (const [line, answer] of bad) assert.deepEqual(parseCommand(line, limit), answer, line);
});

test('a line may be as long as the limit, and AUTH longer', () => {
  const secret = 'x'.repeat(limit - 5);
  assert.deepEqual(parseCommand(`PASS ${secret}`, limit), { verb: 'PASS', secret });
  const initial = 'A'.repeat(1024);
  assert.deepEqual(parseCommand(`AUTH PLAIN ${initial}`, limit), {
    verb: 'AUTH',
    mechanism: 'PLAIN',
    initial,
  });
});

test('no line throws, and every number that is read is a whole one', () => {
  const verb = fc.constantFrom(...good.map(([line]) => line.split(' ')[0]!), '');
  const rest = fc.string({ maxLength: 30, unit: fc.nat(255).map((octet) => String.fromCharCode(octet)) });
  fc.assert(
    fc.property(verb, fc.constantFrom(' ', ''), rest, (word, space, tail) => {
      const command = parseCommand(word + space + tail, limit);
      if ('message' in command) assert.match(String(command.message), /^[0-9.e+]+$|^Infinity$/);
      if ('lines' in command) assert.ok(command.lines >= 0);
    }),
  );
});
