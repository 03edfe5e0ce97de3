// Why an office could not open: a "no" for the person who starts it; the command line words it in their language.

export type OfficeErrorCode =
  | 'data-in-use'
  | 'data-not-writable'
  | 'port-in-use'
  | 'port-forbidden'
  | 'address-not-here'
  | 'certificate-bad'
  | 'disk-full'
  | 'store-too-new'
  | 'runtime-too-old';

export class OfficeError extends Error {
  readonly code: OfficeErrorCode;
  /** What it is about: a directory, an address, a file. */
  readonly subject: string;
  constructor(code: OfficeErrorCode, subject: string, options?: ErrorOptions) {
    super(`${code}: ${subject}`, options);
    this.name = 'OfficeError';
    this.code = code;
    this.subject = subject;
  }
}
