// Downloads what is new, leaves it on the server for other devices, and deletes it there so many days later.
//
//   POP3_PASSWORD=… node leave-for-days.ts HOST PORT USER DIRECTORY DAYS
//
// What was downloaded when is kept in DIRECTORY/downloaded.json, by unique-id. A unique-id that is missing from one
// listing is not forgotten: servers show part of a maildrop now and then.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pop3Client, Pop3ClientError } from 'casilla/pop3';

const [host = 'localhost', port = '995', user = '', directory = 'letters', days = '14'] =
  process.argv.slice(2);
await mkdir(directory, { recursive: true });
const ledger = join(directory, 'downloaded.json');
const downloaded: Record<string, string> = JSON.parse(await readFile(ledger, 'utf8').catch(() => '{}'));

try {
  await using client = await Pop3Client.connect({
    host,
    port: Number(port),
    auth: { user, pass: process.env.POP3_PASSWORD ?? '' },
  });
  const listing = await client.uidl();
  const oldest = Date.now() - Number(days) * 86_400_000;
  const due: number[] = [];
  let count = 0;
  for (const { number, uidl } of listing) {
    const when = downloaded[uidl];
    if (when === undefined) {
      const octets = await Array.fromAsync(client.retrieve(number));
      await writeFile(join(directory, `${Object.keys(downloaded).length + 1}.eml`), Buffer.concat(octets));
      downloaded[uidl] = new Date().toISOString();
      await writeFile(`${ledger}.part`, JSON.stringify(downloaded));
      await rename(`${ledger}.part`, ledger);
      count++;
    } else if (Date.parse(when) < oldest) due.push(number);
  }
  const refused = await client.deleteAll(due);
  const { update } = await client.quit();
  console.log(`${count} letters new, ${due.length - refused.length} deleted (${update})`);
} catch (error) {
  if (!(error instanceof Pop3ClientError)) throw error;
  // The code is what to decide by: wait and try again, or ask somebody.
  const again = ['in-use', 'login-delay', 'sys-temp', 'reset', 'timeout-idle'].includes(error.code);
  console.error(`${error.code}: ${error.message}${again ? ' (try again later)' : ''}`);
  process.exitCode = again ? 75 : 1;
}
