// Durations as people write them: 30s, 10m, 1h30m.

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds; undefined when it is no duration. Every number needs its unit, the larger unit first. */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text.trim());
  if (match === null || match[0] === '') return undefined;
  const [, d = '0', h = '0', m = '0', s = '0', ms = '0'] = match;
  const total = +d * units.d! + +h * units.h! + +m * units.m! + +s * units.s! + +ms;
  return Number.isSafeInteger(total) ? total : undefined;
}

/** The same, largest units first: 90000 is 1m30s. */
export function formatDuration(milliseconds: number): string {
  let rest = milliseconds;
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const count = Math.floor(rest / units[unit]!);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * units[unit]!;
  }
  return text || '0s';
}
