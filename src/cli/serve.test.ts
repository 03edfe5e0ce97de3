import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { play, refusal } from '../../test/rig/terminal.ts';
import type { Settings } from '../config/index.ts';
import type { Office } from '../office/index.ts';

function standIn(heard: string[]) {
  const failed = Promise.withResolvers<Error>();
  const office: Office = {
    addresses: [
      { protocol: 'pop3', host: '127.0.0.1', port: 41233 },
      { protocol: 'lmtp', host: '::1', port: 24 },
    ],
    reload: async (settings: Settings) => void heard.push(`reload ${settings.threads}`),
    stop: async () => void heard.push('stop'),
    deliver: async () => {},
    failed: failed.promise,
  };
  return { office, fail: failed.resolve };
}

test('serve prints its addresses, then ready, and stops in order on SIGTERM', async () => {
  const [signals, heard] = [new EventEmitter(), [] as string[]];
  const { office } = standIn(heard);
  const startOffice = async () => {
    setImmediate().then(() => signals.emit('SIGTERM'));
    return office;
  };
  const played = await play(['serve'], { signals, startOffice });
  assert.deepEqual(played, {
    code: 0,
    out: 'pop3 127.0.0.1:41233\nlmtp [::1]:24\nready\n',
    err: '',
    log: [],
    aborted: [],
  });
  assert.deepEqual(heard, ['stop']);
  assert.deepEqual(signals.eventNames(), []);
});

test('a signal during the start stops it as soon as it has started, without saying ready', async () => {
  const [signals, heard] = [new EventEmitter(), [] as string[]];
  const { office } = standIn(heard);
  const startOffice = async () => {
    signals.emit('SIGINT');
    return office;
  };
  const { code, out } = await play(['serve'], { signals, startOffice });
  assert.deepEqual([code, out, heard], [0, '', ['stop']]);
});

test('a second signal at once is the same key press; one a second later ends the process', async () => {
  for (const [later, aborted] of [
    [10, []],
    [1_001, [130]],
  ] as const) {
    const signals = new EventEmitter();
    const { office } = standIn([]);
    let now = 0;
    const stop = async () => {
      now = later;
      signals.emit('SIGINT');
    };
    const startOffice = async () => {
      setImmediate().then(() => signals.emit('SIGINT'));
      return { ...office, stop };
    };
    const played = await play(['serve'], { signals, startOffice, now: () => now });
    assert.deepEqual(played.aborted, aborted);
  }
});

test('SIGHUP takes right settings, and keeps the old ones when the new are wrong or cannot be used', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-serve-'));
  const write = (text: string) => writeFileSync(join(directory, 'casilla.toml'), text);
  const [signals, heard] = [new EventEmitter(), [] as string[]];
  const { office } = standIn(heard);
  const reload = async (settings: Settings) => {
    if (settings.threads === 3) throw refusal('OfficeError', 'certificate-bad', '/c.pem');
    await office.reload(settings);
  };
  const startOffice = async () => {
    void (async () => {
      for (const text of ['threads = 2\n', 'thread = 2\n', 'threads = 3\n', 'threads = 4\n']) {
        await setImmediate();
        write(text);
        signals.emit('SIGHUP');
      }
      await setImmediate();
      signals.emit('SIGTERM');
    })();
    return { ...office, reload };
  };
  try {
    write('threads = 1\n');
    const { code, log } = await play(['serve'], { signals, startOffice, directory });
    assert.equal(code, 0);
    assert.deepEqual(heard, ['reload 2', 'reload 4', 'stop']);
    assert.deepEqual(log, [
      'the new settings are wrong: the old ones stay',
      'the new settings cannot be used: the old ones stay',
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a store that failed ends the process at once, without an orderly stop', async () => {
  const heard: string[] = [];
  const { office, fail } = standIn(heard);
  const startOffice = async () => {
    fail(new Error('fsync'));
    return office;
  };
  const { code, log, aborted } = await play(['serve'], { startOffice });
  assert.deepEqual([code, log, aborted, heard], [70, ['the store failed: the process ends'], [70], []]);
});

test('what stands in the way of a start is one sentence', async () => {
  const startOffice = () => Promise.reject(refusal('OfficeError', 'data-in-use', '/var/lib/casilla'));
  const { code, out, err } = await play(['serve'], { startOffice });
  assert.deepEqual([code, out], [69, '']);
  assert.equal(
    err,
    'casilla: another Casilla is using /var/lib/casilla: stop it, or give another directory with --data\n',
  );
});
