// Parenthesized data of an IMAP answer as a tree: what ENVELOPE and BODYSTRUCTURE are compared as, so that it does not
// matter whether a string was quoted or a literal.

/** Strings are text, one character per octet; atoms (numbers, names) are marked; NIL is null. */
export type Tree = null | string | { atom: string } | Tree[];

/** Reads one value at `at`; answers it and where it ends. Throws on what is no IMAP. */
export function readTree(text: string, at = 0): { tree: Tree; end: number } {
  switch (text[at]) {
    case '(': {
      const list: Tree[] = [];
      let next = at + 1;
      while (text[next] !== ')') {
        if (text[next] === ' ') next++;
        const { tree, end } = readTree(text, next);
        list.push(tree);
        next = end;
      }
      return { tree: list, end: next + 1 };
    }
    case '"': {
      let value = '';
      let next = at + 1;
      for (; text[next] !== '"'; next++) {
        if (text[next] === '\\') next++;
        if (next >= text.length) throw new Error(`a quoted string without an end at ${at}`);
        value += text[next];
      }
      return { tree: value, end: next + 1 };
    }
    case '{': {
      const length = /^\{(\d+)\}\r\n/.exec(text.slice(at, at + 20));
      if (length === null) throw new Error(`a literal that is none at ${at}`);
      const from = at + length[0].length;
      return { tree: text.slice(from, from + Number(length[1])), end: from + Number(length[1]) };
    }
    default: {
      const atom = /^[^ ()"{\r\n]+/.exec(text.slice(at, at + 1000))?.[0];
      if (atom === undefined)
        throw new Error(`no value at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
      return { tree: atom === 'NIL' ? null : { atom }, end: at + atom.length };
    }
  }
}

/** The whole text as one value. */
export function parseTree(text: string): Tree {
  const { tree, end } = readTree(text);
  if (end !== text.length)
    throw new Error(`more than one value: ${JSON.stringify(text.slice(end, end + 40))}`);
  return tree;
}

/** Where two trees differ first, and in what; undefined where they are equal. */
export function firstDifference(expected: Tree, found: Tree, path = ''): string | undefined {
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    for (const [index, value] of expected.entries()) {
      const difference = firstDifference(value, found[index]!, `${path}/${index}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  const [left, right] = [JSON.stringify(expected), JSON.stringify(found)];
  return left === right ? undefined : `at ${path || '/'} ${left} and ${right}`;
}
