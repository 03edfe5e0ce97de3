// The kill test in full count, and once more while accounts come and go and dead letters are swept away at once.
import assert from 'node:assert/strict';
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { Guests } from './guests.ts';
import { killRepeatedly } from './kill.ts';

const often = 300;
const seldom = 60;

test(`killed ${often} times while letters come and go, nothing acknowledged is lost, doubled or altered`, async (t) => {
  const { acknowledged, deleted } = await killRepeatedly(often);
  t.diagnostic(`${acknowledged} letters acknowledged, ${deleted} deletions acknowledged`);
});

test(`killed ${seldom} times while accounts come and go and letters are swept too, the same holds`, async (t) => {
  const guests = new Guests();
  let stays = { added: 0, removed: 0 };
  const { acknowledged, deleted } = await killRepeatedly(seldom, {
    // Sweeping comes every two seconds.
    window: [100, 3_000],
    settings: [sweepAtOnce()],
    meanwhile: (server, data) => guests.comeAndGo(data, server.ports.lmtp!),
    afterwards: (data) => {
      stays = guests.compare(data);
    },
  });
  assert.ok(stays.removed > 0, 'no account was ever removed: the test saw nothing');
  t.diagnostic(`${acknowledged} letters acknowledged, ${deleted} deletions acknowledged`);
  t.diagnostic(`${stays.added} accounts added, ${stays.removed} removed`);
});

/** A reserve so near to what is free that space counts as short: what is dead is swept without a pause. */
function sweepAtOnce(): string {
  const { bavail, bsize } = statfsSync(tmpdir());
  const mebibytes = Math.floor((bavail * bsize * 0.75) / 2 ** 20);
  return `store.reserve=${Math.min(mebibytes, 2 ** 20)}MiB`;
}
