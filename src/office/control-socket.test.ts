import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { controlPath } from './control-socket.ts';

test('a short directory holds its socket itself', () => {
  assert.equal(controlPath('/var/lib/casilla'), '/var/lib/casilla/casilla.sock');
});

test('where the socket of a long directory lies, nobody else may have made the place: neither to listen nor to ask', () => {
  const before = process.env.XDG_RUNTIME_DIR;
  const runtime = mkdtempSync(join(tmpdir(), 'casilla-runtime-'));
  process.env.XDG_RUNTIME_DIR = runtime;
  try {
    const long = `/srv/${'x'.repeat(100)}`;
    const path = controlPath(long);
    assert.equal(dirname(dirname(path)), runtime);
    mkdirSync(dirname(path));
    chmodSync(dirname(path), 0o755);
    for (const make of [true, false]) assert.throws(() => controlPath(long, make), /not a directory of ours/);
    chmodSync(dirname(path), 0o700);
    for (const make of [true, false]) assert.equal(controlPath(long, make), path);
  } finally {
    if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = before;
    rmSync(runtime, { recursive: true });
  }
});
