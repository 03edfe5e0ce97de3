// Flags and keywords. RFC 9051 §2.3.2

/** `flags`: bits of Flag in backend.ts. `keywords`: as written, each once. */
export type Flags = { flags: number; keywords: readonly string[] };
