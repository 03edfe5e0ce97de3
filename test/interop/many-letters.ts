// Puts many small letters into one maildrop, past every protocol: a hundred thousand deliveries would take longer than
// all the rest of the tests. The server must not be running.
import { openSqliteStore } from '../../src/store/index.ts';

/** Letter number `index`: no two are alike. */
export const smallLetter = (index: number): Buffer =>
  Buffer.from(`From: ana@client.example\r\nSubject: Letter ${index}\r\n\r\nSmall letter ${index}.\r\n`);

export async function putManyLetters(data: string, name: string, count: number): Promise<void> {
  const opened = await openSqliteStore({ directory: data, reserve: 0 });
  try {
    const { store } = opened;
    const found = await store.read('findAccount', { nameKey: name });
    if (found === null) throw new Error(`no account ${name}`);
    const { account } = found;
    let next = 0;
    const line = async () => {
      while (next < count) {
        const octets = smallLetter(next++);
        const now = Date.now();
        const incoming = store.receive({ accounts: [account], now, limit: 1_000_000 });
        await incoming.write(octets);
        const letter = await incoming.finish();
        await store.write('deliver', { letter, targets: [{ account }], now });
      }
    };
    // As many at once as make the writer's groups large.
    await Promise.all(Array.from({ length: 500 }, line));
  } finally {
    await opened.close();
  }
}
