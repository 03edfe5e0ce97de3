// Letters and nonsense over SMTP and LMTP, thousands of sessions in each state, with a seed that is new each time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseSeed } from './choose-seed.ts';
import { fuzzMailIn } from './fuzz-mail-in.ts';

const states = 5;
const rounds = 1_500;

for (const protocol of ['smtp', 'lmtp'] as const)
  test(`nothing that is said over ${protocol.toUpperCase()} in any state makes a fault or loses what it acknowledged`, async (t) => {
    const { sessions, lines, begun, stored } = await fuzzMailIn({ protocol, seed: chooseSeed(t), rounds });
    assert.equal(sessions, states * rounds);
    assert.ok(stored > sessions / 20, `only ${stored} letters were stored: the test saw little`);
    t.diagnostic(`${sessions} sessions, ${lines} lines, ${begun} letters begun, ${stored} stored`);
  });
