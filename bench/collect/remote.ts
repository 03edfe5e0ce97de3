// The remote account, in a process of its own: the fake server with a delay line. Prints `pop3 PORT`, then serves until
// its standard input ends. Argument: what lies there, as JSON.

import { largeLetter, letterOf } from '../../test/collector/fake/letters.ts';
import { RemoteMaildrop } from '../../test/collector/fake/maildrop.ts';
import { startFake } from '../../test/collector/fake-server.ts';

export type Remote = {
  /** Letters of at least `octets` each; `first`: their number, so that no two rounds have the same. */
  letters: number;
  first: number;
  octets: number;
  /** Milliseconds from a command to its answer. */
  delay: number;
};

if (import.meta.main) {
  const { letters, first, octets, delay } = JSON.parse(process.argv[2]!) as Remote;
  const maildrop = new RemoteMaildrop();
  for (let n = first; n < first + letters; n++)
    maildrop.add(octets < 1_000_000 ? letterOf(n, { octets }) : largeLetter(octets));
  const fake = await startFake({ maildrop, delay, forgetful: true });
  console.log(`pop3 ${fake.port}`);
  process.stdin.resume().on('end', () => void fake[Symbol.asyncDispose]());
}
