// Decides which sources are polled now: those that are due, each as a task of its own, with a cap over all and one for
// each host, so that sources that hang take no more than their share. Knows no store.

import { HostCircuits, isDue, type ScheduleState, type Trouble } from '../collector/index.ts';

/** What the clock needs to know of a source. */
export type Polled = {
  source: number;
  host: string;
  port: number;
  /** Seconds. */
  every: number;
  enabled: boolean;
  schedule: ScheduleState | null;
};

export type PollClockOptions = {
  /** Polls it. Resolves with what ended the run early, and with null when the source is not to be polled any more. */
  poll(source: number): Promise<{ trouble: Trouble | undefined } | null>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 up to 1. */
  random: () => number;
  /** A session holds some megabytes while letters come. */
  atOnce?: number;
  perHost?: number;
};

/** Milliseconds before a source is polled again whose run could not even be noted. */
const afterFault = 60_000;

const hostOf = ({ host, port }: Polled) => `${host.toLowerCase()}:${port}`;

export class PollClock {
  readonly #options: Required<PollClockOptions>;
  readonly #known = new Map<number, Polled>();
  readonly #running = new Map<number, { host: string; end: Promise<void> }>();
  readonly #notBefore = new Map<number, number>();
  readonly #circuits = new HostCircuits();
  #stopped = false;

  constructor(options: PollClockOptions) {
    this.#options = { atOnce: 32, perHost: 4, ...options };
  }

  /** A source is there, or has changed. */
  know(polled: Polled): void {
    this.#known.set(polled.source, polled);
  }

  forget(source: number): void {
    this.#known.delete(source);
    this.#notBefore.delete(source);
  }

  /** Starts what is due and has room, the longest due first. To be called every second or so. */
  tick(): void {
    if (this.#stopped) return;
    const { now, atOnce, perHost } = this.#options;
    const at = now();
    const due = [...this.#known.values()].filter(
      ({ source, enabled, schedule, every }) =>
        enabled &&
        !this.#running.has(source) &&
        isDue(schedule, at, every) &&
        (this.#notBefore.get(source) ?? 0) <= at,
    );
    due.sort((a, b) => (a.schedule?.nextAt ?? 0) - (b.schedule?.nextAt ?? 0));
    const atHost = new Map<string, number>();
    for (const { host } of this.#running.values()) atHost.set(host, (atHost.get(host) ?? 0) + 1);
    for (const polled of due) {
      if (this.#running.size >= atOnce) return;
      const host = hostOf(polled);
      const there = atHost.get(host) ?? 0;
      // Asked last: whoever is admitted has to say how it ended.
      if (there >= perHost || this.#circuits.admit(host, at) > at) continue;
      atHost.set(host, there + 1);
      this.#start(polled.source, host);
    }
  }

  /** Starts nothing more; resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#running.values()].map(({ end }) => end));
  }

  #start(source: number, host: string): void {
    const { poll, now, random } = this.#options;
    const end = (async () => {
      let trouble: Trouble | undefined;
      try {
        const ended = await poll(source);
        if (ended === null) this.forget(source);
        else trouble = ended.trouble;
      } catch {
        this.#notBefore.set(source, now() + afterFault);
      }
      this.#circuits.ended(host, now(), trouble?.cause, random);
      this.#running.delete(source);
      this.tick();
    })();
    this.#running.set(source, { host, end });
  }
}
