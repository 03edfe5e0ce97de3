// Which octets of a letter SEARCH looks at: headers, and the parts that are text or letters. RFC 9051 §6.4.4

import { type Part, parameterValue } from '../../message/index.ts';

/** Octets from the start of the letter as stored; `to` is exclusive. In ascending order, none overlaps another. */
export type Segment = {
  from: number;
  to: number;
  /** Whether BODY looks here too. It passes over the header of the letter and the MIME headers of its parts. */
  inBody: boolean;
} & ({ kind: 'header' } | { kind: 'text'; encoding: string; charset: string | undefined });

/** Octets between two segments that are read rather than skipped: asking anew costs more. */
const gap = 65_536;

export function segmentsOf(root: Part): Segment[] {
  const segments: Segment[] = [];
  collect(root, false, segments);
  return segments.filter(({ from, to }) => to > from);
}

/** Segments that are read in one go. */
export function runsOf(segments: readonly Segment[]): Segment[][] {
  const runs: Segment[][] = [];
  for (const segment of segments) {
    const run = runs.at(-1);
    if (run === undefined || segment.from - run.at(-1)!.to > gap) runs.push([segment]);
    else run.push(segment);
  }
  return runs;
}

function collect(part: Part, headerInBody: boolean, segments: Segment[]): void {
  segments.push({ kind: 'header', from: part.header, to: part.body, inBody: headerInBody });
  if (part.children !== undefined) {
    // The header of a letter inside is in the body of the letter around it.
    const isLetter = part.envelope !== undefined;
    for (const child of part.children) collect(child, isLetter, segments);
  } else if (part.type === 'text' || part.type === 'message') {
    const charset = parameterValue(part.parameters, 'charset');
    segments.push({
      kind: 'text',
      from: part.body,
      to: part.end,
      inBody: true,
      encoding: part.encoding,
      charset,
    });
  }
}
