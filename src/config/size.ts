// Sizes as people write them: 500M, 64MB, 1GiB.

const powers: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 };

/**
 * Octets. `MB` counts in thousands, `MiB` and the bare `M` in 1024s, as GNU coreutils do; a bare number is octets.
 * Undefined when it is no size, or beyond 2^53.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,16}(?:\.\d{1,6})?)\s*(?:([kmgt]?)(i?b)?)$/i.exec(text.trim());
  if (match === null) return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  const suffix = (match[3] ?? '').toLowerCase();
  if (unit === '' && suffix === 'ib') return undefined;
  const octets = Number(match[1]) * (suffix === 'b' ? 1000 : 1024) ** powers[unit]!;
  return Number.isSafeInteger(Math.round(octets)) ? Math.round(octets) : undefined;
}

/** The shortest exact way to write a number of octets: 67108864 is 64MiB, 1500 is 1500. */
export function formatSize(octets: number): string {
  for (const [unit, power] of [
    ['T', 4],
    ['G', 3],
    ['M', 2],
    ['K', 1],
  ] as const) {
    if (octets > 0 && octets % 1024 ** power === 0) return `${octets / 1024 ** power}${unit}iB`;
    if (octets > 0 && octets % 1000 ** power === 0) return `${octets / 1000 ** power}${unit}B`;
  }
  return String(octets);
}
