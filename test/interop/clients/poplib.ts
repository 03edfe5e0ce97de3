// Python's poplib: what most scripts in the world use.
import assert from 'node:assert/strict';
import { peer } from '../peers.ts';
import { type Maildrop, readCounted } from './maildrop.ts';

// poplib refuses lines over 2,048 octets unless it is told another limit.
const script = `
import poplib, ssl, sys
port, name, password, tls = sys.argv[1:]
poplib._MAXLINE = 10_000_000
context = ssl._create_unverified_context()
if tls == 'implicit':
    box = poplib.POP3_SSL('127.0.0.1', int(port), timeout=30, context=context)
else:
    box = poplib.POP3('127.0.0.1', int(port), timeout=30)
if tls == 'upgrade':
    box.stls(context)
box.capa()
box.user(name)
box.pass_(password)
count, octets = box.stat()
listed = [int(line.split()[1]) for line in box.list()[1]]
assert len(listed) == count and sum(listed) == octets, (count, octets, listed)
for number in range(1, count + 1):
    lines = box.retr(number)[1]
    letter = b''.join(line + b'\\r\\n' for line in lines)
    assert len(letter) == listed[number - 1], (number, len(letter), listed[number - 1])
    top = box.top(number, 0)[1]
    assert lines[:len(top)] == top, number
    sys.stdout.buffer.write(b'%d\\n' % len(letter) + letter)
box.noop()
box.rset()
box.quit()
`;

/** All letters in their order, joined with CRLF. Also holds LIST against STAT, RETR and TOP inside Python. */
export async function fetchWithPoplib(maildrop: Maildrop): Promise<Buffer[]> {
  const args = [
    '-c',
    script,
    String(maildrop.port),
    maildrop.name,
    maildrop.password,
    maildrop.tls ?? 'none',
  ];
  const done = await peer('python3').run(args);
  assert.equal(done.status, 0, done.stderr);
  return readCounted(done.stdout);
}
