// What a letter is recognised by when the server gives it another name: a hash of its header, canonical, so that what
// servers add to or change in a header from one session to the next does not matter.

/** One short word of ASCII. Those of equal letters are equal. */
export type Fingerprint = string & { readonly brand: 'fingerprint' };
