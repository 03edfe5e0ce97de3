import { test } from 'node:test';
import { killRepeatedly } from './long/kill.ts';

test('killed 20 times while letters come and go, nothing acknowledged is lost, doubled or altered', async (t) => {
  const { acknowledged, deleted } = await killRepeatedly(20);
  t.diagnostic(`${acknowledged} letters acknowledged, ${deleted} deletions acknowledged`);
});
