// Sends letters over SMTP or LMTP without touching them: the octets given are stuffed and closed, nothing else.
import { openTalk, stuff, type Talk } from './talk.ts';

export type MailTalk = {
  /**
   * Sends one letter to each recipient; returns the answer after DATA of each (LMTP), or the one answer (SMTP).
   * A refused recipient's own answer stands in its place. `letter` must end with CRLF or be empty.
   */
  deliver(letter: Uint8Array, ...recipients: string[]): Promise<string[]>;
  quit(): Promise<void>;
};

/** Connects and says hello. Rejects when the greeting is not a 220. */
export async function openMailTalk(protocol: 'smtp' | 'lmtp', port: number): Promise<MailTalk> {
  const talk = await openTalk(port, 120_000);
  await expect(talk, '220');
  await talk.send(protocol === 'lmtp' ? 'LHLO client.example\r\n' : 'EHLO client.example\r\n');
  await expect(talk, '250');
  return {
    async deliver(letter, ...recipients) {
      const commands = recipients.map((recipient) => `RCPT TO:<${recipient}>\r\n`).join('');
      await talk.send(`MAIL FROM:<sender@client.example>\r\n${commands}`);
      await expect(talk, '250');
      const answers: string[] = [];
      for (const _ of recipients) answers.push(await reply(talk));
      const accepted = answers.flatMap((answer, index) => (answer.startsWith('250') ? [index] : []));
      if (accepted.length === 0) {
        await talk.send('RSET\r\n');
        await expect(talk, '250');
        return answers;
      }
      await talk.send('DATA\r\n');
      await expect(talk, '354');
      await talk.send(stuff(letter));
      await talk.send('.\r\n');
      if (protocol === 'smtp') return [await reply(talk)];
      for (const index of accepted) answers[index] = await reply(talk);
      return answers;
    },
    async quit() {
      await talk.send('QUIT\r\n');
      await expect(talk, '221');
      talk.close();
    },
  };
}

/** A whole reply; its lines joined by LF (RFC 5321 §4.2.1). */
async function reply(talk: Talk): Promise<string> {
  const lines: string[] = [];
  do {
    lines.push(await talk.line());
  } while (lines.at(-1)![3] === '-');
  return lines.join('\n');
}

async function expect(talk: Talk, code: string): Promise<void> {
  const answer = await reply(talk);
  if (!answer.startsWith(code)) throw new Error(`expected ${code}, got ${answer}`);
}
