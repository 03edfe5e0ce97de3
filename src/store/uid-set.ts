// Uids as a sequence set (RFC 9051 §9): how the store keeps and counts many of them in little room.

/** Ascending uids as ranges: [1, 2, 3, 7] is 1:3,7. */
export function formatUidSet(ascending: readonly number[]): string {
  const ranges: string[] = [];
  for (let i = 0; i < ascending.length; ) {
    const first = ascending[i]!;
    let last = first;
    while (ascending[++i] === last + 1) last++;
    ranges.push(first === last ? `${first}` : `${first}:${last}`);
  }
  return ranges.join(',');
}

/** Both ends are in it. */
export type UidRange = { first: number; last: number };

/** The ranges of a set that formatUidSet made. */
export function parseUidSet(set: string): UidRange[] {
  if (set === '') return [];
  return set.split(',').map((range) => {
    const [first, last] = range.split(':');
    return { first: Number(first), last: Number(last ?? first) };
  });
}

/** The same uids in as few ranges as there can be, ascending. */
export function uniteRanges(ranges: readonly UidRange[]): UidRange[] {
  const united: UidRange[] = [];
  for (const { first, last } of ranges.toSorted((one, other) => one.first - other.first)) {
    const before = united.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else united.push({ first, last });
  }
  return united;
}
