// An IMAP client for the load: says a command, throws away what comes until its tagged answer. It parses nothing, so
// that on two cores the server is what is measured.
import { once } from 'node:events';
import { createConnection } from 'node:net';

export type ImapTalk = {
  /** Resolves with the last octets of the answer, its tagged line included; rejects unless that is OK. */
  command(text: string): Promise<string>;
  /** APPEND of one letter, with a non-synchronizing literal. */
  append(mailbox: string, letter: Buffer): Promise<void>;
  close(): Promise<void>;
};

/** Octets of an answer that are kept for whoever reads it. */
const kept = 4096;
/** Milliseconds of silence after which nothing more comes. */
const patience = 120_000;

export async function openImapTalk(port: number, name: string, password: string): Promise<ImapTalk> {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  socket.setTimeout(patience, () => socket.destroy(new Error(`silent for ${patience} ms`)));
  let tail = '';
  let over: Error | undefined;
  let wake: (() => void) | undefined;
  socket.on('data', (octets) => {
    tail = (tail + octets.toString('latin1', Math.max(0, octets.length - kept))).slice(-kept);
    wake?.();
  });
  socket.on('error', (error) => {
    over = error;
    wake?.();
  });
  socket.on('close', () => {
    over ??= new Error('the server closed the connection');
    wake?.();
  });
  await once(socket, 'connect');
  const until = async (there: () => boolean) => {
    while (!there()) {
      if (over) throw over;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  let commands = 0;
  /** Tags that no letter has. */
  const tagged = () => `bench.${++commands}`;
  const answered = async (tag: string): Promise<string> => {
    let at = -1;
    await until(() => {
      at = tail.startsWith(`${tag} `) ? 0 : tail.lastIndexOf(`\n${tag} `) + 1;
      return (at > 0 || tail.startsWith(`${tag} `)) && tail.indexOf('\n', at) > 0;
    });
    const line = tail.slice(at, tail.indexOf('\n', at));
    if (!line.startsWith(`${tag} OK`)) throw new Error(line);
    return tail;
  };

  const talk: ImapTalk = {
    async command(text) {
      const tag = tagged();
      socket.write(`${tag} ${text}\r\n`, 'latin1');
      return answered(tag);
    },
    async append(mailbox, letter) {
      const tag = tagged();
      socket.write(`${tag} APPEND ${mailbox} {${letter.length}+}\r\n`, 'latin1');
      socket.write(letter);
      socket.write('\r\n');
      await answered(tag);
    },
    async close() {
      socket.end('bye LOGOUT\r\n');
      await until(() => over !== undefined).catch(() => {});
    },
  };
  await until(() => tail.includes('\n'));
  await talk.command(`LOGIN ${name} "${password}"`);
  return talk;
}
