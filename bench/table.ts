// Results as a table for bench/results.md: CPU of the server first, since it is what a loaded machine runs out of.
import type { Measured } from './measure.ts';

export const tableHead = [
  '| benchmark | server | server CPU per unit | × bare | wall per unit | wall × Dovecot |',
  '|---|---|---:|---:|---:|---:|',
].join('\n');

export function tableRows(benchmark: string, measured: readonly Measured[]): string {
  const bare = measured.find(({ name }) => name === 'bare Node');
  const dovecot = measured.find(({ name }) => name === 'Dovecot');
  const ratio = (value: number, base: number | undefined) => (base ? (value / base).toFixed(2) : '–');
  return measured
    .map(
      ({ name, cpu, wall }) =>
        `| ${benchmark} | ${name} | ${microseconds(cpu)} | ${ratio(cpu, bare?.cpu)} | ${microseconds(wall)} | ${ratio(wall, dovecot?.wall)} |`,
    )
    .join('\n');
}

const microseconds = (value: number) =>
  value >= 1000 ? `${(value / 1000).toFixed(2)} ms` : `${value.toFixed(value < 10 ? 1 : 0)} µs`;
