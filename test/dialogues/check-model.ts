// The property of the POP3 session: whatever a client says, each reply is what the model of a maildrop expects, and
// what is left behind is what the model leaves.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Box, memoryMaildrops } from './memory-maildrop.ts';
import { speak, split } from './memory-session.ts';
import { type ModelCommand, ModelMaildrop, takeReply } from './model-maildrop.ts';

const message = fc.integer({ min: 0, max: 6 });
const command: fc.Arbitrary<ModelCommand> = fc.oneof(
  fc.record({ verb: fc.constantFrom('STAT', 'LIST', 'UIDL', 'RSET', 'NOOP') }),
  fc.record({ verb: fc.constantFrom('LIST', 'UIDL', 'RETR', 'DELE', 'DELE'), message }),
  fc.record({ verb: fc.constant('TOP'), message, lines: fc.nat(4) }),
);
const letterLine = fc.constantFrom('', '.', '..', '.a', 'a: b', 'text', 'a\rb', '\0', '\xe9');
const letters = fc.array(fc.array(letterLine, { minLength: 1, maxLength: 6 }), { maxLength: 5 });

const said = ({ verb, message: number, lines }: ModelCommand) =>
  [verb, number, lines].filter((word) => word !== undefined).join(' ');

/** Tries so many sessions; rejects with the shortest that goes wrong. No seed: a new one each time. */
export async function checkModel({ runs, seed }: { runs: number; seed?: number }): Promise<void> {
  await fc.assert(
    fc.asyncProperty(letters, fc.array(command, { maxLength: 30 }), fc.boolean(), fc.boolean(), checkSession),
    { numRuns: runs, ...(seed !== undefined && { seed }) },
  );
}

async function checkSession(
  contents: string[][],
  commands: ModelCommand[],
  quits: boolean,
  whole: boolean,
): Promise<void> {
  const kept = contents.map((lines, at) => ({ uidl: `u${at + 1}`, lines }));
  const box: Box = {
    secret: 'secret',
    locked: false,
    letters: kept.map(({ uidl, lines }) => ({
      uidl,
      octets: Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'),
    })),
  };
  const before = box.letters.map(({ uidl }) => uidl);
  const script = ['USER mrose', 'PASS secret', ...commands.map(said), ...(quits ? ['QUIT'] : [])];
  const octets = Buffer.from(script.map((line) => `${line}\r\n`).join(''));
  const open = memoryMaildrops(new Map([['mrose', box]]));
  const { text, faults } = await speak(whole ? [octets] : split(octets, [5, 1, 11]), { open });

  const model = new ModelMaildrop(kept);
  const replies = text.split('\r\n');
  assert.equal(replies.pop(), '');
  replies.splice(0, 3);
  for (const each of commands) {
    const expected = model.answer(each);
    assert.deepEqual(takeReply(replies, expected), expected, said(each));
  }
  assert.equal(replies.length, quits ? 1 : 0);
  const left = quits ? model.left.map((number) => `u${number}`) : before;
  assert.deepEqual(
    box.letters.map(({ uidl }) => uidl),
    left,
  );
  assert.equal(box.locked, false);
  assert.deepEqual(faults, []);
}
