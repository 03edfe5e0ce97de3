// The system flags as bits of a message row (RFC 9051 §2.3.2), and keywords as its text.

export const Flag = { Seen: 1, Answered: 2, Flagged: 4, Deleted: 8, Draft: 16 } as const;

/** Keywords as a row keeps them: sorted, each once (compared without case, RFC 9051 §2.3.2), one space between. */
export function formatKeywords(keywords: Iterable<string>): string | null {
  const byKey = new Map<string, string>();
  for (const keyword of keywords) {
    const key = keyword.toLowerCase();
    if (!byKey.has(key)) byKey.set(key, keyword);
  }
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, keyword]) => keyword);
  return sorted.length === 0 ? null : sorted.join(' ');
}

export function parseKeywords(text: string | null): string[] {
  return text === null ? [] : text.split(' ');
}
