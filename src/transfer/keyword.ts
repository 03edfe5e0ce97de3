// Which words can be keywords of a message: RFC 9051 §9 flag-keyword, an atom. Those of other programs are looked at.

const atom = /^[!#$&'+,\-./0-9:;<=>?@A-Z^_`a-z|~[]{1,100}$/;

export function isKeyword(word: string): boolean {
  return atom.test(word);
}

/** RFC 5788 §2: what Maildir calls "passed" and mbox does not know. */
export const forwarded = '$Forwarded';
