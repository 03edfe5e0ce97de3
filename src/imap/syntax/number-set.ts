// Sets of sequence numbers or uids. RFC 9051 §9 sequence-set, RFC 5182 §2.1

/** '*' is Infinity. In either order: what `*` is decides. */
export type NumberRange = { readonly from: number; readonly to: number };

/** '$': the result of the last search that was saved. */
export type NumberSet = '$' | readonly NumberRange[];
