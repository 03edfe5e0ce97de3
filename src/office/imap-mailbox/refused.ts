// The store's "no" in IMAP's words.

import { ImapRefusal, type RefusalCode } from '../../imap/index.ts';
import { LetterTooLarge, StoreRefusal, type StoreRefusalCode } from '../../store/index.ts';

type Codes = Partial<Record<StoreRefusalCode, RefusalCode>>;

/** What is not here mends itself: UNAVAILABLE, RFC 5530 §3. */
const usual: Codes = { nonexistent: 'NONEXISTENT', exists: 'ALREADYEXISTS', 'over-quota': 'OVERQUOTA' };
const noSpace = 'The server has no room left for this';

/** Does it; what the store refuses is refused in IMAP's words, by `codes` first. */
export async function refusing<T>(act: () => Promise<T>, codes: Codes = {}): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw refused(error, codes);
  }
}

/** What to throw for it: anything but a refusal is thrown on as it is. */
export function refused(error: unknown, codes: Codes = {}): unknown {
  if (error instanceof LetterTooLarge) return new ImapRefusal('TOOBIG', '', { cause: error });
  if (!(error instanceof StoreRefusal)) return error;
  const code = codes[error.code] ?? usual[error.code] ?? 'UNAVAILABLE';
  return new ImapRefusal(code, error.code === 'no-space' ? noSpace : '', { cause: error });
}
