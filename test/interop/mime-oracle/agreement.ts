// Where Dovecot and we say the same in different words, and where we differ on purpose: each rule takes Dovecot's answer
// and ours, and says what Dovecot would have answered if it saw that one thing as we do. What is left must be equal.
import type { Tree } from './imap-tree.ts';

type Node = Tree[];
type Rule = { reason: string; apply(dovecot: Node, ours: Node): Node };

const isMultipart = (node: Node) => Array.isArray(node[0]);
const isText = (node: Node) => lower(node[0]!) === 'text';
const isLetter = (node: Node) =>
  lower(node[0]!) === 'message' && Array.isArray(node[7]) && Array.isArray(node[8]);
const lower = (tree: Tree): Tree => (typeof tree === 'string' ? tree.toLowerCase() : tree);
const trimmed = (tree: Tree): Tree =>
  typeof tree === 'string' ? tree.replaceAll(/^[ \t]+|[ \t]+$/g, '') : tree;
const number = (tree: Tree | undefined) => Number((tree as { atom: string } | undefined)?.atom);

/** Index of the subtype of a multipart, of the type of another part. */
const typeAt = (node: Node) => (isMultipart(node) ? node.findIndex((value) => !Array.isArray(value)) : 0);

/** Index of the disposition of a multipart, of the MD5 of another part: what only BODYSTRUCTURE has. */
function extensionAt(node: Node): number {
  if (isMultipart(node)) return typeAt(node) + 2;
  return isLetter(node) ? 10 : isText(node) ? 8 : 7;
}

const dispositionAt = (node: Node) => extensionAt(node) + (isMultipart(node) ? 0 : 1);

/** Dovecot's parameters, or ours where we read all of them (but its default and those without a name) and more. */
function readParameters(dovecot: Tree, ours: Tree): Tree {
  const theirs = (sortParameters(dovecot) ?? []) as string[];
  const own = (sortParameters(ours) ?? []) as string[];
  const known = theirs
    .filter((pair) => pair !== '["charset","us-ascii"]' && !pair.startsWith('["",'))
    .every((pair) => own.includes(pair) || own.includes(pair.replace(/\*\d+\*","/, '*","')));
  return known ? ours : dovecot;
}

export const rules: Rule[] = [
  {
    reason:
      'RFC 2045 §5.2: a Content-Type that cannot be read is text/plain; Dovecot says "" or application/octet-stream. Where only what follows the subtype is broken we go by what could be read.',
    apply(dovecot, ours) {
      if (isMultipart(dovecot) || isMultipart(ours)) return dovecot;
      const [type, subtype] = dovecot;
      const isUnread = type === 'application' && subtype === 'octet-stream' && isText(ours);
      if (type !== '' && subtype !== '' && !isUnread) return dovecot;
      const at = extensionAt(ours);
      return [
        ...ours.slice(0, 3),
        ...dovecot.slice(3, 7),
        ...ours.slice(7, at),
        ...dovecot.slice(extensionAt(dovecot)),
      ];
    },
  },
  {
    reason: 'RFC 9051 §7.5.2: message/global is a letter too; Dovecot knows message/rfc822 only.',
    apply(dovecot, ours) {
      if (lower(dovecot[1]!) !== 'global' || !isLetter(ours)) return dovecot;
      return [...dovecot.slice(0, 7), ...ours.slice(7, 10), ...dovecot.slice(7)];
    },
  },
  {
    reason:
      'RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary. Dovecot counts it to a letter whose header, or whose last multipart, that boundary cuts off.',
    apply(dovecot, ours) {
      if (!isLetter(dovecot) || number(dovecot[6]) !== number(ours[6]) + 2) return dovecot;
      return number(dovecot[9]) === number(ours[9]) + 1
        ? dovecot.with(6, ours[6]!).with(9, ours[9]!)
        : dovecot;
    },
  },
  {
    reason:
      'Dovecot loses the parameter that follows one it cannot read, numbers name* like the piece of another name before it, and goes on to a repeated disposition until it can read a parameter.',
    apply(dovecot, ours) {
      const at = typeAt(dovecot) + (isMultipart(dovecot) ? 1 : 2);
      const read =
        at < dovecot.length
          ? dovecot.with(at, readParameters(dovecot[at]!, ours[typeAt(ours) + at - typeAt(dovecot)] ?? null))
          : dovecot;
      const placed = read[dispositionAt(read)];
      const own = ours[dispositionAt(ours)];
      if (!Array.isArray(placed) || !Array.isArray(own)) return read;
      if (placed[0] !== own[0] && own[1] !== null && placed[1] !== null)
        return read.with(dispositionAt(read), own);
      return read.with(dispositionAt(read), [placed[0]!, readParameters(placed[1]!, own[1]!)]);
    },
  },
  {
    reason: 'RFC 2183 §2.8: a disposition without a type is attachment, or none if it says nothing else.',
    apply(dovecot, ours) {
      const placed = dovecot[dispositionAt(dovecot)];
      if (!Array.isArray(placed) || placed[0] !== '') return dovecot;
      const own = ours[dispositionAt(ours)] ?? null;
      return dovecot.with(dispositionAt(dovecot), placed[1] === null ? own : ['attachment', placed[1]!]);
    },
  },
];

/** Dovecot's answer after the rules, and ours, both in the words of neither: case, order and outer spaces gone. */
export function agree(dovecot: Tree, ours: Tree): { dovecot: Tree; ours: Tree } {
  return { dovecot: settle(dovecot as Node, ours as Node), ours: settle(ours as Node, undefined) };
}

/** The same for an ENVELOPE. */
export function agreeOnEnvelope(dovecot: Tree, ours: Tree): { dovecot: Tree; ours: Tree } {
  return { dovecot: settleEnvelope(dovecot, ours), ours: settleEnvelope(ours, undefined) };
}

/**
 * RFC 5322 §2.2.3: white space around the body of a field says nothing; Dovecot keeps some. A mailbox or a domain with
 * a dot too many is what the letter says, and the list goes on behind it; for Dovecot it is missing, and may end the
 * list. Where a list goes on behind a route that cannot be read is anyone's guess.
 */
function settleEnvelope(envelope: Tree, ours: Tree | undefined): Tree {
  return (envelope as Node).map((value, field) => {
    const own = (ours as Node | undefined)?.[field] as Node[] | undefined;
    if (!Array.isArray(value) || !Array.isArray(own)) return trimmed(value);
    const isOurs = own.some(([, ...parts]) => parts[0] === 'INVALID_ROUTE' || parts.some(isDotted));
    return isOurs ? own : value;
  });
}

const isDotted = (half: Tree) => typeof half === 'string' && /\.\.|\.$/.test(half);

function settle(node: Node, ours: Node | undefined): Tree {
  let settled = node;
  if (ours !== undefined) for (const rule of rules) settled = rule.apply(settled, ours);
  if (isMultipart(settled)) {
    const count = settled.findIndex((value) => !Array.isArray(value));
    const parts = settled
      .slice(0, count)
      .map((part, index) =>
        settle(part as Node, Array.isArray(ours?.[index]) ? (ours[index] as Node) : undefined),
      );
    const [subtype, values, ...extension] = settled.slice(count);
    return [
      ...parts,
      lower(subtype!),
      ...(values === undefined ? [] : [sortParameters(values)]),
      ...settleExtension(extension),
    ];
  }
  const at = extensionAt(settled);
  const [type, subtype, values, id, description, encoding, ...sizes] = settled.slice(0, at);
  if (isLetter(settled)) {
    sizes[1] = settleEnvelope(sizes[1]!, ours?.[7]);
    const inner = ours !== undefined && isLetter(ours) ? (ours[8] as Node) : undefined;
    sizes[2] = settle(sizes[2] as Node, inner);
  }
  const [md5, ...extension] = settled.slice(at);
  return [
    lower(type!),
    lower(subtype!),
    sortParameters(values!),
    trimmed(id!),
    trimmed(description!),
    lower(encoding!),
    ...sizes,
    ...(md5 === undefined ? [] : [trimmed(md5)]),
    ...settleExtension(extension),
  ];
}

/** Disposition, language, location. */
function settleExtension(extension: Node): Node {
  const [disposition, language, location] = extension;
  if (disposition === undefined) return [];
  const placed =
    disposition === null
      ? null
      : [lower((disposition as Node)[0]!), sortParameters((disposition as Node)[1]!)];
  return [placed, language!, trimmed(location!)];
}

/** Names in lower case, in one order: parameters have none (RFC 2045 §5.1). A bare CR in a value is white space. */
function sortParameters(values: Tree): Tree {
  if (values === null) return null;
  const flat = values as Node;
  const pairs = Array.from({ length: flat.length / 2 }, (_, index) => [
    lower(flat[2 * index]!),
    (flat[2 * index + 1] as string).replaceAll(/\r+([ \t]?)/g, (_, space: string) => space || ' '),
  ]);
  return pairs.map((pair) => JSON.stringify(pair)).sort();
}
