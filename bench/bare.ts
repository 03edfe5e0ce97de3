// The floor: a POP3 server that does nothing but write octets it holds in memory. It checks no password, locks
// nothing and knows only what the load asks. Prints `pop3 PORT`, then serves until it is ended.
// Arguments: how many letters the account `many` has. Every other account has ten.
import { type AddressInfo, createServer } from 'node:net';
import { letter } from './letters.ts';
import { series } from './series.ts';

type Drop = { status: Buffer[]; body: Buffer[]; list: Buffer; uidl: Buffer };

const count = Number(process.argv[2]);
const many = drop(count);
const few = drop(10);

function drop(length: number): Drop {
  const letters = Array.from({ length }, (_, index) => letter(series.maildrop, index));
  const lines = (line: (octets: Buffer, number: number) => string) =>
    Buffer.from(
      `+OK\r\n${letters.map((octets, index) => `${index + 1} ${line(octets, index)}\r\n`).join('')}.\r\n`,
    );
  return {
    status: letters.map((octets) => Buffer.from(`+OK ${octets.length} octets\r\n`)),
    body: letters.map((octets) => Buffer.concat([octets, Buffer.from('.\r\n')])),
    list: lines((octets) => String(octets.length)),
    uidl: lines((_, index) => (index + 2 ** 32).toString(16).padStart(16, '0')),
  };
}

const server = createServer({ noDelay: true }, (socket) => {
  let mine = few;
  let rest = '';
  socket.on('error', () => socket.destroy());
  socket.write('+OK\r\n');
  socket.on('data', (octets: Buffer) => {
    rest += octets.toString('latin1');
    socket.cork();
    let at = 0;
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n', at)) {
      answer(rest.slice(at, end));
      at = end + 2;
    }
    rest = rest.slice(at);
    socket.uncork();
  });
  const answer = (line: string) => {
    const [verb, argument] = line.split(' ');
    if (verb === 'RETR') {
      const index = Number(argument) - 1;
      socket.write(mine.status[index]!);
      socket.write(mine.body[index]!);
    } else if (verb === 'UIDL') socket.write(mine.uidl);
    else if (verb === 'LIST') socket.write(mine.list);
    else if (verb === 'QUIT') socket.end('+OK\r\n');
    else {
      if (verb === 'USER') mine = argument === 'many' ? many : few;
      socket.write('+OK\r\n');
    }
  };
});
server.listen(0, '127.0.0.1', () => console.log(`pop3 ${(server.address() as AddressInfo).port}`));
