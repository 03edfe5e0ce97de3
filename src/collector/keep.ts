// What may stay behind on the server of a source, as a value and in the words in which a person writes it.

/** All that is not kept is deleted there, once it is stored here and was read back: see policy.ts. */
export type Keep =
  | { kind: 'everything' }
  | { kind: 'nothing' }
  /** Whole days since it was downloaded. */
  | { kind: 'days-since-download'; days: number }
  /** Whole days since its Date field says, or since it was downloaded where that is earlier, or the field missing. */
  | { kind: 'days-old'; days: number }
  /** So many of the newest. */
  | { kind: 'newest'; messages: number }
  /** The newest that together have at most so many octets. */
  | { kind: 'newest-octets'; octets: number }
  /** Deletes the oldest while there is more than so many percent of `capacity` (octets, as the provider tells it). */
  | { kind: 'fuller-than'; percent: number; capacity: number }
  /** Each until its copy here is deleted. */
  | { kind: 'until-deleted-here' };

const most = Number.MAX_SAFE_INTEGER;
/** A hundred years. */
const mostDays = 36_500;

/**
 * `everything`, `nothing`, `until-deleted-here`, `days-since-download=30`, `days-old=90`, `newest=500`,
 * `newest-octets=50000000`, `fuller-than=80%/2000000000`. Undefined: it is none of these, or a number is out of bounds
 * (days from 1 to 36,500; percent from 1 to 99; the others from 1). `parseOctets`: how sizes are written; by default as
 * whole numbers, which is how formatKeep writes them.
 */
export function parseKeep(
  text: string,
  parseOctets: (text: string) => number | undefined = wholeNumber,
): Keep | undefined {
  const [kind = '', value, ...rest] = text.trim().split('=');
  if (rest.length > 0) return undefined;
  switch (kind) {
    case 'everything':
    case 'nothing':
    case 'until-deleted-here':
      return value === undefined ? { kind } : undefined;
    case 'days-since-download':
    case 'days-old': {
      const days = within(wholeNumber(value), 1, mostDays);
      return days === undefined ? undefined : { kind, days };
    }
    case 'newest': {
      const messages = within(wholeNumber(value), 1, most);
      return messages === undefined ? undefined : { kind, messages };
    }
    case 'newest-octets': {
      const octets = within(value === undefined ? undefined : parseOctets(value), 1, most);
      return octets === undefined ? undefined : { kind, octets };
    }
    case 'fuller-than': {
      const [, share, size = ''] = /^(\d{1,2})%?\/(.+)$/.exec(value ?? '') ?? [];
      const percent = within(wholeNumber(share), 1, 99);
      const capacity = within(parseOctets(size), 1, most);
      return percent === undefined || capacity === undefined ? undefined : { kind, percent, capacity };
    }
    default:
      return undefined;
  }
}

/** parseKeep understands it. */
export function formatKeep(keep: Keep): string {
  switch (keep.kind) {
    case 'everything':
    case 'nothing':
    case 'until-deleted-here':
      return keep.kind;
    case 'days-since-download':
    case 'days-old':
      return `${keep.kind}=${keep.days}`;
    case 'newest':
      return `newest=${keep.messages}`;
    case 'newest-octets':
      return `newest-octets=${keep.octets}`;
    case 'fuller-than':
      return `fuller-than=${keep.percent}%/${keep.capacity}`;
  }
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}

/** Undefined too for 0, which no number here may be. */
function within(value: number | undefined, low: number, high: number): number | undefined {
  return value !== undefined && value >= low && value <= high ? value : undefined;
}
