import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Box, memoryMaildrops } from '../../test/dialogues/memory-maildrop.ts';
import { speak, split } from '../../test/dialogues/memory-session.ts';
import type { ServerMechanism } from '../sasl/index.ts';

const letters = [
  'Subject: one\r\n\r\nhello\r\n',
  'Subject: two\r\n\r\n.dot\r\n..\r\nno end',
  '',
  'no header',
  '\r\nno header either\r\n.\r\n',
];

const newBox = (): Box => ({
  secret: 'secret',
  letters: letters.map((text, at) => ({ uidl: `u${at + 1}`, octets: Buffer.from(text) })),
  locked: false,
});

const open = (box: Box) => memoryMaildrops(new Map([['mrose', box]]));

const line = fc.oneof(
  fc.constantFrom(
    'STAT',
    'LIST',
    'UIDL',
    'NOOP',
    'RSET',
    'CAPA',
    'QUIT',
    'USER mrose',
    'PASS secret',
    'STLS',
    '*',
    '',
  ),
  fc
    .tuple(fc.constantFrom('LIST', 'UIDL', 'RETR', 'DELE', 'TOP'), fc.integer({ min: -1, max: 7 }))
    .map((words) => words.join(' ')),
  fc.tuple(fc.constantFrom('TOP', 'RETR'), fc.nat(6), fc.nat(4)).map((words) => words.join(' ')),
  fc.string({ maxLength: 20, unit: fc.nat(255).map((octet) => String.fromCharCode(octet)) }),
);
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

test('however the octets of a client are split, the answers are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 25 }),
      fc.boolean(),
      sizes,
      async (lines, logsIn, pieces) => {
        const script = [...(logsIn ? ['USER mrose', 'PASS secret'] : []), ...lines]
          .map((each) => `${each}\r\n`)
          .join('');
        const octets = Buffer.from(script, 'latin1');
        const [whole, pieced] = [newBox(), newBox()];
        const one = await speak([octets], { open: open(whole), limits: { badCommands: 8 } });
        const many = await speak(split(octets, pieces), { open: open(pieced), limits: { badCommands: 8 } });
        assert.deepEqual(many, one);
        assert.deepEqual(one.faults, []);
        assert.deepEqual(pieced, whole);
        assert.equal(whole.locked, false);
      },
    ),
    { numRuns: 150 },
  );
});

/** Two steps, and the server speaks first. */
const riddle: ServerMechanism = {
  name: 'X-RIDDLE',
  plaintext: false,
  first: 'server',
  begin: () => {
    let asked = 0;
    return {
      respond: async (response) => {
        const said = Buffer.from(response).toString();
        asked++;
        if (asked === 1) return { kind: 'challenge', challenge: Buffer.from('who?') };
        if (asked === 2) return { kind: 'challenge', challenge: Buffer.from(`and the word, ${said}?`) };
        return said === 'secret' ? { kind: 'claim', name: 'mrose', secret: said } : { kind: 'refused' };
      },
    };
  },
};

const exchange = async (...lines: string[]) => {
  const octets = Buffer.from(lines.map((each) => `${each}\r\n`).join(''));
  const { text, faults } = await speak([octets], { open: open(newBox()), mechanisms: [riddle] });
  assert.deepEqual(faults, []);
  return text.split('\r\n').slice(1, -1);
};

test('a mechanism may take several steps, and begin with the server', async () => {
  assert.deepEqual(await exchange('AUTH X-RIDDLE', btoa('mrose'), btoa('secret'), 'NOOP'), [
    `+ ${btoa('who?')}`,
    `+ ${btoa('and the word, mrose?')}`,
    "+OK mrose's maildrop has 5 messages (91 octets)",
    '+OK still here',
  ]);
});

test('an exchange that fails or is cancelled in its middle is as if it had not been begun', async () => {
  assert.deepEqual(
    await exchange(
      'AUTH X-RIDDLE',
      btoa('mrose'),
      btoa('wrong'),
      'AUTH X-RIDDLE',
      btoa('mrose'),
      '*',
      'NOOP',
      'AUTH X-RIDDLE',
    ),
    [
      `+ ${btoa('who?')}`,
      `+ ${btoa('and the word, mrose?')}`,
      '-ERR [AUTH] name or password is wrong',
      `+ ${btoa('who?')}`,
      `+ ${btoa('and the word, mrose?')}`,
      '-ERR authentication cancelled',
      '-ERR log in first',
      `+ ${btoa('who?')}`,
    ],
  );
});

test('a mechanism in which the server begins takes no initial response', async () => {
  assert.deepEqual(await exchange(`AUTH X-RIDDLE ${btoa('mrose')}`, 'AUTH X-RIDDLE ='), [
    '-ERR this mechanism takes no initial response',
    '-ERR this mechanism takes no initial response',
  ]);
});

test('a mechanism that sends no secret is offered where secrets may not be sent', async () => {
  const { text } = await speak([Buffer.from('CAPA\r\n')], { open: open(newBox()), mechanisms: [riddle] });
  assert.match(text, /\r\nSASL X-RIDDLE\r\n/);
});
