// How far a long transfer is: one line with a bar that is written over itself on a terminal, else a plain line now and
// then, for a log.
import type { Tally } from '../transfer/index.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds between two drawings of the bar, and between two plain lines. */
const drawEvery = 100;
const lineEvery = 10_000;
const barWidth = 20;

export type Bar = {
  /** `part`: from 0 to 1. The text is asked for only when it is shown, with the seconds since the beginning. */
  show(part: number, text: (seconds: number) => string): void;
  /** Takes the bar away. */
  clear(): void;
};

export function createBar({ stderr, now }: Terminal): Bar {
  const began = now();
  let shownAt = began;
  let isShown = false;
  return {
    show(part, text) {
      const at = now();
      if (at - shownAt < (stderr.isTTY ? drawEvery : lineEvery)) return;
      shownAt = at;
      const words = text((at - began) / 1000);
      if (stderr.isTTY) {
        const filled = Math.round(part * barWidth);
        stderr.write(`\r\x1b[K[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${words}`);
        isShown = true;
      } else stderr.write(`${words}\n`);
    },
    clear() {
      if (isShown) stderr.write('\r\x1b[K');
      isShown = false;
    },
  };
}

export type Progress = {
  show(tally: Readonly<Tally>, done: number, total: number): void;
  clear(): void;
};

export function createProgress(terminal: Terminal): Progress {
  const { say, language } = terminal;
  const bar = createBar(terminal);
  return {
    show({ letters, bad }, done, total) {
      const part = total === 0 ? 1 : Math.min(1, done / total);
      bar.show(part, (seconds) =>
        say('transferProgress', {
          percent: Math.floor(part * 100),
          letters: (letters + bad).toLocaleString(language),
          rate: Math.round((letters + bad) / seconds).toLocaleString(language),
          left: part === 0 ? '?' : formatClock((seconds / part) * (1 - part)),
        }),
      );
    },
    clear: () => bar.clear(),
  };
}

/** `0:05`, `12:30`, `1:02:03`. */
export function formatClock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (number: number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
