// Makes what is logged safe: secrets are masked by the names of their fields at any depth, octets are counted instead
// of shown, errors become plain, and depth and length are bounded.

const secretName =
  /pass(word|wd|phrase|code)|^pass$|secret|token|authori[sz]ation|verifier|credential|cookie|private.?key|ticket.?key|^pem$/i;

const mask = '[masked]';
const deepest = 6;
const longestList = 50;
const longestText = 2_000;

/** A copy that may be written to the log. Never throws, whatever getters and circles `value` has. */
export function masked(value: unknown, depth = 0): unknown {
  try {
    return copy(value, depth);
  } catch {
    return '[unreadable]';
  }
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} octets]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString();
  if (depth >= deepest) return '[deeper]';
  if (Array.isArray(value)) {
    const items = value.slice(0, longestList).map((item) => masked(item, depth + 1));
    return value.length > longestList ? [...items, `[${value.length - longestList} more]`] : items;
  }
  const entries = Object.entries(value).slice(0, longestList);
  const fields = Object.fromEntries(
    entries.map(([name, inner]) => [name, secretName.test(name) ? mask : masked(inner, depth + 1)]),
  );
  if (!(value instanceof Error)) return fields;
  const { name, message, stack, cause } = value;
  const error = { ...fields, name, message: copy(message, depth), stack: copy(stack, depth) };
  return cause === undefined ? error : { ...error, cause: masked(cause, depth + 1) };
}
