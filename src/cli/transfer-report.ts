// What an import or an export says while it runs and in the end.
import type { Heard, Tally } from '../transfer/index.ts';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { formatOctets } from './octets.ts';
import { createProgress } from './progress.ts';
import { type Terminal, writeLine } from './terminal.ts';

export type Listening = { heard: Heard; tally(): Readonly<Tally> | undefined; end(): void };

/** Names what is passed over at once, and shows how far it is. */
export function listenOn(terminal: Terminal): Listening {
  const { say, stderr } = terminal;
  const progress = createProgress(terminal);
  let latest: Readonly<Tally> | undefined;
  return {
    heard: {
      progress(tally, done, total) {
        latest = tally;
        progress.show(tally, done, total);
      },
      bad(name, reason) {
        progress.clear();
        stderr.write(`casilla: ${say('passedOver', { name, reason })}\n`);
      },
    },
    tally: () => latest,
    end: () => progress.clear(),
  };
}

/** The statement in the end; throws Failure where not all is well, so that the exit code says it too. */
export async function writeReport(
  kind: 'import' | 'export',
  tally: Tally,
  terminal: Terminal,
): Promise<void> {
  const { say, stdout, language } = terminal;
  const { letters, identical, added, known, gone, bad, withoutKeywords } = tally;
  const size = formatOctets(tally.octets, language);
  const lines = [
    kind === 'import'
      ? say('importReport', { letters, size, added, known })
      : say('exportReport', { letters, size }),
    say('identical', { identical, letters }),
  ];
  if (gone > 0) lines.push(say('goneReport', { gone }));
  if (withoutKeywords > 0) lines.push(say('keywordsReport', { count: withoutKeywords }));
  if (bad > 0) lines.push(say('badReport', { bad }));
  for (const line of lines) await writeLine(stdout, line);
  if (bad > 0 || identical < letters) throw new Failure(exitCode.data, '');
}
