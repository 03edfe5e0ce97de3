// Reads a maildrop over POP3 without a library: the reference that every client's harvest is compared with.
import { openTalk, unstuff } from './talk.ts';

export type Pop3Talk = {
  /** Sends one command, returns the status line. */
  ask(command: string): Promise<string>;
  /** Sends one command whose +OK is followed by lines up to a dot; returns those, unstuffed. Rejects on -ERR. */
  askMany(command: string): Promise<Buffer>;
  /** All letters, in their order. */
  letters(): Promise<Buffer[]>;
  /** `number id` a line, as UIDL says it. */
  uidls(): Promise<string[]>;
  quit(): Promise<string>;
  /** Drops the connection without QUIT. */
  close(): void;
};

/** Connects and logs in. Rejects with the server's words when it says no. */
export async function openPop3Talk(port: number, name: string, password: string): Promise<Pop3Talk> {
  const talk = await openTalk(port, 120_000);
  const ask = async (command: string) => {
    await talk.send(`${command}\r\n`);
    return talk.line();
  };
  const positive = (line: string) => {
    if (!line.startsWith('+OK')) throw new Error(line);
  };
  const askMany = async (command: string) => {
    positive(await ask(command));
    return unstuff(await talk.untilDot());
  };
  positive(await talk.line());
  positive(await ask(`USER ${name}`));
  const answer = await ask(`PASS ${password}`);
  if (!answer.startsWith('+OK')) talk.close();
  positive(answer);
  return {
    ask,
    askMany,
    async letters() {
      const count = Number((await ask('STAT')).split(' ')[1]);
      const letters: Buffer[] = [];
      for (let number = 1; number <= count; number++) letters.push(await askMany(`RETR ${number}`));
      return letters;
    },
    uidls: async () => (await askMany('UIDL')).toString('latin1').split('\r\n').slice(0, -1),
    async quit() {
      const line = await ask('QUIT');
      talk.close();
      return line;
    },
    close: talk.close,
  };
}
