// `casilla demo` as a person runs it, and its letters as a POP3 client sees them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const casilla = fileURLToPath(new URL('../../bin/casilla', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'casilla-demos-'));
after(() => rmSync(directory, { recursive: true }));

/** Starts a demo, waits for its welcome, asks something of it, and ends it with Ctrl-C's signal. */
async function withDemo(options: string[], act: (welcome: string) => Promise<void>) {
  const child = spawn(process.execPath, [casilla, 'demo', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LANG: 'es_ES.UTF-8', TMPDIR: directory },
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (octets) => (err += octets));
  const gone = once(child, 'close');
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (octets) => {
        out += octets;
        if (out.includes('Ctrl-C')) resolve();
      });
      void gone.then(() => reject(new Error(`${out}${err}`)));
    });
    await act(out);
  } finally {
    child.kill('SIGINT');
  }
  const [code] = await gone;
  assert.deepEqual([code, err], [0, '']);
  assert.ok(out.endsWith('Detenido.\n'));
}

/** Logs in as the welcome says, and returns what the server says to the commands, each answer until its end. */
async function askPop3(welcome: string, name: string, commands: string[]): Promise<string> {
  const port = Number(/pop3 +127\.0\.0\.1:(\d+)/.exec(welcome)![1]);
  const password = new RegExp(`^ +${name} +(\\S+)$`, 'm').exec(welcome)![1]!;
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let heard = '';
  socket.on('data', (text) => (heard += text));
  socket.write([`USER ${name}`, `PASS ${password}`, ...commands, 'QUIT', ''].join('\r\n'));
  await once(socket, 'end');
  return heard;
}

test('the demo shows logins that work and letters with accents, HTML and a file, and leaves nothing behind', async () => {
  await withDemo([], async (welcome) => {
    assert.equal(welcome.match(/^ {2}(curl|printf) /gm)!.length, 4);
    assert.match(readdirSync(directory).join(), /^casilla-demo-\w+$/);
    const ana = await askPop3(welcome, 'ana', ['STAT', 'RETR 2', 'RETR 3', 'RETR 4']);
    assert.match(ana, /^\+OK 4 \d+\r$/m);
    assert.match(ana, /ñoquis, jalapeños y café a 3 €/);
    assert.match(ana, /^Content-Type: text\/html; charset=utf-8\r$/m);
    assert.match(ana, /filename="temperaturas\.csv"/);
    const luis = await askPop3(welcome, 'luis', ['STAT', 'RETR 1']);
    assert.match(luis, /^\+OK 3 \d+\r$/m);
    assert.match(luis, /\r\n\.\.\r\nEsa línea con un punto/);
  });
  assert.deepEqual(readdirSync(directory), []);
});

test('with --data a demo is there again the next time, with the same logins and no letter twice', async () => {
  const data = join(directory, 'kept');
  const logins: string[][] = [];
  for (const _ of [1, 2])
    await withDemo(['--data', data], async (welcome) => {
      logins.push(welcome.match(/^ +(ana|luis) .*$/gm)!);
      assert.match(await askPop3(welcome, 'ana', ['STAT']), /^\+OK 4 \d+\r$/m);
    });
  assert.deepEqual(logins[0], logins[1]);
  assert.ok(existsSync(join(data, 'demo.json')));
});
