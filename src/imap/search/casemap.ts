// The collation i;unicode-casemap: two texts match when their folded forms are the same. RFC 5051

const ascii = /^[\x00-\x7f]*$/;
const jamo = /[\u1100-\u11ff]+/g;

/** A text is contained in another exactly when its folded form is contained in the folded form of the other. */
export function foldCase(text: string): string {
  if (ascii.test(text)) return text.toUpperCase();
  // Title case and decomposition are repeated until nothing changes (RFC 5051 §2): of decomposed letters title case is
  // upper case, and few of those decompose again.
  const folded = titleCase(text.normalize('NFKD')).normalize('NFKD');
  // The decompositions of Korean syllables are in no table, so RFC 5051 knows none: 가 is not found in 각.
  return folded.replace(jamo, (letters) => letters.normalize('NFC'));
}

/** One character for one: the sharp s has no single title case and stays what it is. */
function titleCase(text: string): string {
  return text.includes('ß') ? text.split('ß').map(titleCase).join('ß') : text.toUpperCase();
}
