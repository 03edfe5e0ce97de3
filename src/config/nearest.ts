// The known name nearest to a mistyped one.

/** How many letters must be added, removed, changed or swapped (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, row[j]! + 1, next[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, older[j - 2]! + 1);
      next.push(best);
    }
    [older, row] = [row, next];
  }
  return row[b.length]!;
}

/** Null when even the nearest is too far to be meant (more than two fifths of it, or name over 100 characters). */
export function nearest(name: string, known: readonly string[]): string | null {
  if (name.length > 100) return null;
  const lower = name.toLowerCase();
  const best = known
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(2, best.candidate.length * 0.4) ? best.candidate : null;
}
