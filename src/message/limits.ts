// Every limit of the letter parser, each with its reason. Beyond a limit nothing fails: what is left is opaque.

/** Header octets of one letter that are looked at, nested parts included. Real letters stay below 100 KiB. */
export const maxHeaderOctets = 1 << 20;

/** Fields of one header block that are looked at: more is an attack on whoever lists them. */
export const maxHeaderFields = 10_000;

/** Addresses of one field: an address of two octets becomes forty in an ENVELOPE. */
export const maxAddresses = 10_000;

/** Parts of one letter; the last one holds the rest. The same figure as Dovecot's. */
export const maxParts = 10_000;

/** Levels of parts inside parts: formatting recurses. The same figure as Dovecot's. */
export const maxDepth = 100;

/** Octets of a boundary that are compared. RFC 2046 §5.1.1 allows 70; some mailers write a few more. */
export const maxBoundaryOctets = 80;

/** Transfer-encoded octets of a text part that are kept for the preview. */
export const maxPreviewSource = 64 * 1024;

/** Text parts that are tried until one has something to read. */
export const maxPreviewParts = 8;

/** Characters of a preview. RFC 8970 §3.1: at most 200 characters. */
export const maxPreviewCharacters = 200;

/** Message-IDs kept of References and In-Reply-To; the newest are the ones that still find a thread. */
export const maxReferences = 100;

/** Octets of a Message-ID: longer ones are no identifiers, and every reference is stored. */
export const maxMessageIdOctets = 996;

/** Octets of a text part that are decoded first for the preview: most letters need no more. */
export const firstPreviewSource = 1024;

/** Characters of a sort key: keys are read by the thousand, and no two letters differ only beyond. */
export const maxSortKey = 500;

/** Characters of a subject that are looked at: RFC 5256 §2.1 (5) may begin again at every "[…]". */
export const maxSubject = 2000;

/** Decoders that are kept, one per charset name: the names come from strangers. */
export const maxDecoders = 100;

/** White space of this many octets is no padding of quoted-printable: nobody holds back a megabyte of it. */
export const maxPadding = 1024;
