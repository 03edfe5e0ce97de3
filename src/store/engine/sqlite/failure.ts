// What SQLite's error codes mean for the store (https://sqlite.org/rescode.html).

const full = 13;
const busy = 5;
const ioerr = 10;
// The WAL's index could not grow: that is how a full disk shows itself there.
const ioerrShmSize = ioerr | (19 << 8);

function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code : 0;
}

/** The disk is full: nothing was written, and there may be room again later. */
export function isFull(error: unknown): boolean {
  const code = codeOf(error);
  return (code & 0xff) === full || code === ioerrShmSize;
}

/** Somebody else holds the lock. */
export function isBusy(error: unknown): boolean {
  return (codeOf(error) & 0xff) === busy;
}

/**
 * Reading or writing the disk failed. After a failed fsync the kernel may have thrown the pages away and call the next
 * one a success: what is on the disk is not known any more, and only a new process can find out.
 */
export function isDiskFailure(error: unknown): boolean {
  return (codeOf(error) & 0xff) === ioerr && !isFull(error);
}
