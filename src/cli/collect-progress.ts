// How far sources are: one line for all of them, with a bar on a terminal, else a plain line now and then, for a log.
import type { Progress } from '../collector/index.ts';
import type { HearProgress } from '../office/index.ts';
import { formatOctets } from './octets.ts';
import { createBar, formatClock } from './progress.ts';
import type { Terminal } from './terminal.ts';

export type CollectProgress = {
  /** For one of them. */
  hear(source: string): HearProgress;
  clear(): void;
};

export function createCollectProgress(terminal: Terminal): CollectProgress {
  const { say, language } = terminal;
  const bar = createBar(terminal);
  const all = new Map<string, Progress>();
  return {
    hear: (source) => (progress) => {
      all.set(source, progress);
      const sum = (of: (each: Progress) => number) =>
        [...all.values()].reduce((total, each) => total + of(each), 0);
      const letters = sum((each) => each.letters);
      const ofLetters = sum((each) => each.ofLetters);
      const octets = sum((each) => each.octets);
      const ofOctets = sum((each) => each.ofOctets);
      const part = Math.min(1, ofOctets > 0 ? octets / ofOctets : ofLetters > 0 ? letters / ofLetters : 1);
      bar.show(part, (seconds) =>
        say('collectProgress', {
          letters: letters.toLocaleString(language),
          ofLetters: ofLetters.toLocaleString(language),
          size: formatOctets(octets, language),
          rate: Math.round(letters / seconds).toLocaleString(language),
          left: part === 0 ? '?' : formatClock((seconds / part) * (1 - part)),
        }),
      );
    },
    clear: () => bar.clear(),
  };
}
