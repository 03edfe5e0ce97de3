// An address of a recipient, taken apart: local part with its quotes undone, the detail behind a plus, the domain.
// RFC 5321 §4.1.2, RFC 6531 §3.3, RFC 5233 §1 (the detail)

export type Address = {
  /** Whole, with its detail; quotes and backslashes undone. */
  local: string;
  /** The local part without its detail; null when it has none. */
  user: string | null;
  /** As written; null: none. */
  domain: string | null;
};

const quoted = /^"((?:[^"\\]|\\.)*)"(?:@([^@]+))?$/su;
const plain = /^([^"@]+)(?:@([^@]+))?$/u;

/** undefined: no address. Never throws. */
export function parseAddress(text: string): Address | undefined {
  const inQuotes = quoted.exec(text);
  const [, local, domain] = inQuotes ?? plain.exec(text) ?? [];
  if (local === undefined || local === '') return undefined;
  const whole = inQuotes ? local.replace(/\\(.)/gsu, '$1') : local;
  // A plus in front is part of the name.
  const plus = whole.indexOf('+', 1);
  return { local: whole, user: plus === -1 ? null : whole.slice(0, plus), domain: domain ?? null };
}
