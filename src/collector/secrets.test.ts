import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inspect } from 'node:util';
import type { AccountId, SourceId } from '../store/index.ts';
import { readSecret } from './read-secret.ts';
import { openSecrets, Secrets, SecretUnreadable } from './secrets.ts';

const owner = (account: number, source: number) => ({
  account: account as AccountId,
  source: source as SourceId,
});
const secrets = new Secrets(new Uint8Array(32).fill(1));
const canary = 'canary-ñ-4711';

function directory(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'casilla-secrets-'));
  t.after(() => rmSync(made, { recursive: true }));
  return made;
}

test('a sealed secret opens for its source, and shows nothing', () => {
  const sealed = secrets.seal(canary, owner(1, 2));
  assert.equal(secrets.open(sealed, owner(1, 2)), canary);
  assert.equal(Buffer.from(sealed).includes('canary'), false);
  assert.notDeepEqual(secrets.seal(canary, owner(1, 2)), sealed);
});

test('for another source, with another key or altered it does not open', () => {
  const sealed = secrets.seal(canary, owner(1, 2));
  const altered = sealed.with(20, sealed[20]! ^ 1);
  for (const [kind, open] of Object.entries({
    source: () => secrets.open(sealed, owner(1, 3)),
    account: () => secrets.open(sealed, owner(2, 2)),
    key: () => new Secrets(new Uint8Array(32)).open(sealed, owner(1, 2)),
    altered: () => secrets.open(altered, owner(1, 2)),
    short: () => secrets.open(sealed.subarray(0, 20), owner(1, 2)),
    version: () => secrets.open(sealed.with(0, 9), owner(1, 2)),
  }))
    assert.throws(open, SecretUnreadable, kind);
});

test('the key file is made once, for us alone, and leaves nothing beside it', async (t) => {
  const path = join(directory(t), 'collector.key');
  const made = await Promise.all([openSecrets(path), openSecrets(path), openSecrets(path)]);
  const again = await openSecrets(path);
  for (const each of made) assert.equal(again.open(each.seal(canary, owner(1, 1)), owner(1, 1)), canary);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(path, '..')), ['collector.key']);
});

test('a key file that is none is not replaced', async (t) => {
  const path = join(directory(t), 'collector.key');
  writeFileSync(path, 'short\n');
  await assert.rejects(openSecrets(path), SecretUnreadable);
  assert.equal(readFileSync(path, 'utf8'), 'short\n');
});

const read = (place: Parameters<typeof readSecret>[0], environment: Record<string, string> = {}) =>
  readSecret(place, null, owner(1, 1), { secrets, environment });

test('a secret comes from a command or a variable', async () => {
  assert.equal(await read({ kind: 'command', command: 'printf "%s\\nmore" "$S"' }, { S: canary }), canary);
  assert.equal(await read({ kind: 'environment', variable: 'S' }, { S: canary }), canary);
  const sealed = secrets.seal(canary, owner(1, 1));
  const options = { secrets, environment: {} };
  assert.equal(await readSecret({ kind: 'stored' }, sealed, owner(1, 1), options), canary);
});

test('where there is none the error says so, and nothing of what was printed', async () => {
  for (const place of [
    { kind: 'stored' },
    { kind: 'environment', variable: 'NONE' },
    { kind: 'command', command: `echo ${canary}; echo ${canary} >&2; exit 3` },
    { kind: 'command', command: 'true' },
    { kind: 'command', command: "printf 'a\\0b'" },
  ] as const)
    await assert.rejects(read(place), (error) => {
      assert.ok(error instanceof SecretUnreadable, String(error));
      assert.equal(inspect(error, { depth: 9 }).includes('canary'), false);
      return true;
    });
});
