// A source and its times in words.
import type { SourceSummary } from '../office/index.ts';
import type { Terminal } from './terminal.ts';

/** `2026-11-24 16:05`, in the machine's time; `-` for never. */
export function formatMinute(milliseconds: number | null): string {
  if (milliseconds === null) return '-';
  const at = new Date(milliseconds);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function formatState({ settings, paused, last }: SourceSummary, { say }: Terminal): string {
  if (!settings.enabled) return say('stateDisabled');
  if (last === null) return say('stateNew');
  if (last.trouble === undefined) return say('stateGood');
  const { cause } = last.trouble;
  return paused ? say('statePaused', { cause }) : say('stateTrouble', { cause });
}

/** ISO dates where there are milliseconds: a contract with scripts, in which fields are added and never renamed. */
export function asJson(value: unknown): string {
  return JSON.stringify(
    value,
    (key, each) => (typeof each === 'number' && /(At|^at)$/.test(key) ? new Date(each).toISOString() : each),
    2,
  );
}
