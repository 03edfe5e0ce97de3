// Downloads everything as fast as the way to the server allows, each letter straight into a file: many are asked for at
// once, and none is ever whole in memory.
//
//   POP3_PASSWORD=… node stream-to-files.ts HOST PORT USER DIRECTORY

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Pop3Client } from 'casilla/pop3';

const [host = 'localhost', port = '995', user = '', directory = 'letters'] = process.argv.slice(2);
await mkdir(directory, { recursive: true });

await using client = await Pop3Client.connect({
  host,
  port: Number(port),
  auth: { user, pass: process.env.POP3_PASSWORD ?? '' },
  window: { commands: 50, octets: 8 * 1024 * 1024 },
  keepAlive: 30_000,
});
// The sizes are what the window counts octets by.
const sizes = await client.list();
let stored = 0;
for await (const fetched of client.retrieveAll(sizes.map(({ number }) => number))) {
  if (fetched.kind === 'refused') {
    console.error(`letter ${fetched.number}: ${fetched.error.message}`);
    continue;
  }
  await pipeline(Readable.from(fetched.body), createWriteStream(join(directory, `${fetched.number}.eml`)));
  stored++;
}
await client.quit();
console.log(`${stored} of ${sizes.length} letters stored`);
