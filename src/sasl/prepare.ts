// Names and passwords as both sides must write them before they hash them: SASLprep. RFC 4013

/** RFC 3454 table B.1: mapped to nothing. */
const nothing = /[\u00ad\u1806\u200b\u2060\ufeff]|\u034f|[\u180b-\u180d]|[\u200c\u200d]|[\ufe00-\ufe0f]/gu;
/** RFC 3454 table C.1.2: spaces beyond ASCII, mapped to a space. */
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
/** RFC 3454 tables C.2 to C.9, as classes: controls, private use, surrogates, non-characters, replacement, tags. */
const prohibited =
  /[\p{Cc}\p{Co}\p{Cs}\u06dd\u070f\u180e\u200e\u200f\u2028-\u202e\u2061-\u2063\u206a-\u206f\u2ff0-\u2ffb\ufdd0-\ufdef\ufff9-\uffff\u{1d173}-\u{1d17a}\u{e0001}-\u{e007f}]|[\ufffe\uffff]/u;

/**
 * Undefined when there is a character in it that must not be. Against RFC 4013 §2.4, the rules for two directions of
 * writing are not enforced: a server that has such a password has it already.
 */
export function prepare(text: string): string | undefined {
  const mapped = text.replace(nothing, '').replace(spaces, ' ').normalize('NFKC');
  return prohibited.test(mapped) ? undefined : mapped;
}
