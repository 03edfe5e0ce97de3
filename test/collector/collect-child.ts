// A process that collects until it is killed: opens the store, runs its one source over and over. Its argument says how.

import { parseKeep } from '../../src/collector/index.ts';
import { openPost } from './post.ts';
import { Sources } from './sources.ts';

type Work = { directory: string; port: number; keep: string; now: number; toTheEnd: boolean };
const { directory, port, keep, now, toTheEnd } = JSON.parse(process.argv[2]!) as Work;

const began = Date.now();
const clock = () => now + (Date.now() - began);
const post = await openPost(directory);
const sources = await Sources.open({ ...post, directory, now: clock });
const settings = { keep: parseKeep(keep)!, grace: 0 };
if (await sources.has('far')) await sources.edit('far', settings);
else await sources.add('far', port, settings, 'canary-4711');
for (;;) {
  const { trouble, left } = await sources.run('far');
  if (toTheEnd && trouble === undefined && left === 0) break;
}
await post[Symbol.asyncDispose]();
