// Asks a real IMAP server what it makes of letters: appends them all, then fetches ENVELOPE, BODY and BODYSTRUCTURE
// of all in one command.
import { openTalk } from '../talk.ts';
import { readTree, type Tree } from './imap-tree.ts';

export type Judgement = { envelope: Tree; body: Tree; bodyStructure: Tree };

/** In the order of the letters. Rejects when the server refuses one. */
export async function judge(
  port: number,
  password: string,
  letters: readonly Uint8Array[],
): Promise<Judgement[]> {
  const talk = await openTalk(port);
  await talk.send(`l LOGIN oracle ${password}\r\n`);
  for (const letter of letters) {
    await talk.send(`letter-in APPEND INBOX {${letter.length}+}\r\n`);
    await talk.send(letter);
    await talk.send('\r\n');
  }
  await talk.send('s SELECT INBOX\r\nf FETCH 1:* (ENVELOPE BODY BODYSTRUCTURE)\r\nq LOGOUT\r\n');
  const answer = (await talk.rest()).toString('latin1');
  const refused = answer.match(/^letter-in (?!OK).*$/m);
  if (refused !== null) throw new Error(`the oracle refuses a letter: ${refused[0]}`);
  if (!/^f OK/m.test(answer)) throw new Error(`the oracle does not answer: ${answer.slice(-300)}`);
  return readFetches(answer, letters.length);
}

function readFetches(answer: string, count: number): Judgement[] {
  const judgements: Judgement[] = [];
  for (let number = 1, at = 0; number <= count; number++) {
    const start = `* ${number} FETCH `;
    at = answer.indexOf(start, at);
    if (at < 0) throw new Error(`letter ${number} is missing in the answer`);
    const { tree, end } = readTree(answer, at + start.length);
    at = end;
    const items = tree as Tree[];
    const item = (name: string) =>
      items[items.findIndex((key) => (key as { atom?: string })?.atom === name) + 1]!;
    judgements.push({ envelope: item('ENVELOPE'), body: item('BODY'), bodyStructure: item('BODYSTRUCTURE') });
  }
  return judgements;
}
