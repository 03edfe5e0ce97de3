// The collector inside the process that owns the store, as in a running server. Says `ready`; then takes lines on its
// standard input: `source PORT` adds a source, `run` runs the last one and says what it took, as JSON.

import { createInterface } from 'node:readline';
import { openPost } from '../../test/collector/post.ts';
import { Sources } from '../../test/collector/sources.ts';
import { peakMemory, resetPeakMemory } from '../../test/interop/processes.ts';

const { directory } = JSON.parse(process.argv[2]!) as { directory: string };
await using post = await openPost(directory);
const sources = await Sources.open({ ...post, directory, now: Date.now });
let name = '';
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [word, port] = line.split(' ');
  if (word === 'source') {
    name = `remote-${port}`;
    await sources.add(name, Number(port), {}, 'canary-4711');
    console.log('added');
  } else console.log(JSON.stringify(await measured()));
}

async function measured() {
  // What rests here is what is resident when nothing happens: the peak begins anew from it.
  resetPeakMemory(process.pid);
  const atRest = peakMemory(process.pid);
  const began = performance.now();
  const { stored, trouble } = await sources.run(name);
  const milliseconds = performance.now() - began;
  if (trouble !== undefined) throw new Error(JSON.stringify(trouble));
  return { milliseconds, peak: peakMemory(process.pid), atRest, stored };
}
