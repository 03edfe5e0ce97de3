// The announcement of a literal at the end of a line: `{310}`, `{310+}`, `~{310}`. RFC 9051 §4.3, RFC 7888, RFC 4466

export type Announced = {
  octets: number /** Waits for "+ " before it sends the octets. */;
  synchronizing: boolean;
};

/**
 * What the line announces, whatever else stands in it: in a command that is right a brace stands nowhere else at the end of a
 * line, and a client that wrote it in a wrong one sends the octets all the same.
 */
export function announcedLiteral(line: string): Announced | undefined {
  if (!line.endsWith('}')) return undefined;
  const [, digits, plus] = /\{(\d+)(\+?)\}$/.exec(line.slice(-longest)) ?? [];
  return digits === undefined ? undefined : { octets: Number(digits), synchronizing: plus === '' };
}

/** Octets of an announcement: more digits than this announce more than anybody can send. */
const longest = 256;
