// Downloads every letter once, keeps it as a file, and has the server delete it.
//
//   POP3_PASSWORD=… node download-once.ts HOST PORT USER DIRECTORY
//
// A letter is deleted only after its file is on the disk, and is gone only when QUIT was confirmed; until then its name,
// made of its unique-id, keeps it from being stored twice.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Pop3Client } from 'casilla/pop3';

const [host = 'localhost', port = '995', user = '', directory = 'letters'] = process.argv.slice(2);
await mkdir(directory, { recursive: true });

await using client = await Pop3Client.connect({
  host,
  port: Number(port),
  auth: { user, pass: process.env.POP3_PASSWORD ?? '' },
});
let stored = 0;
for (const { number, uidl } of await client.uidl()) {
  const name = join(directory, `${createHash('sha256').update(uidl, 'latin1').digest('hex')}.eml`);
  if (!existsSync(name)) {
    await keep(name, client.retrieve(number));
    stored++;
  }
  await client.delete(number);
}
const { update, text } = await client.quit();
console.log(`${stored} letters stored, deletions ${update}`);
if (update !== 'confirmed') throw new Error(`the server did not delete: ${text}`);

/** The name is there only when every octet is. */
async function keep(name: string, letter: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(`${name}.part`, 'w');
  for await (const octets of letter) await file.writeFile(octets);
  await file.sync();
  await rename(`${name}.part`, name);
}
