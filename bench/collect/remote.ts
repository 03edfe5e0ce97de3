// The remote account, in a process of its own: the fake server with a delay line. Prints `pop3 PORT`, then serves until
// its standard input ends. Argument: what lies there, as JSON.

import type { Behaviour } from '../../test/collector/fake/behaviour.ts';
import { largeLetter, letterOf } from '../../test/collector/fake/letters.ts';
import { RemoteMaildrop } from '../../test/collector/fake/maildrop.ts';
import { lines, say } from '../../test/collector/fake/reply.ts';
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
  const behaviour = listedBeforehand(maildrop);
  const fake = await startFake({ maildrop, delay, behaviour, forgetful: true });
  console.log(`pop3 ${fake.port}`);
  process.stdin.resume().on('end', () => void fake[Symbol.asyncDispose]());
}

/** The listings are octets in memory: what a poll takes is then the client's time, and not that of making them. */
function listedBeforehand({ letters }: RemoteMaildrop): Behaviour {
  const sum = letters.reduce((octets, letter) => octets + letter.octets.length, 0);
  const replies = new Map([
    ['STAT', say(`+OK ${letters.length} ${sum}`)],
    ['LIST', lines(letters.map(({ octets }, index) => `${index + 1} ${octets.length}`))],
    ['UIDL', lines(letters.map(({ uidl }, index) => `${index + 1} ${uidl}`))],
  ]);
  return {
    sees: () => letters,
    instead: ({ verb, argument }) => (argument === '' ? replies.get(verb) : undefined),
  };
}
