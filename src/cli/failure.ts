// A command that cannot do what it was asked, with the sentence for the person and the code for the script.
import type { ExitCode } from './exit-code.ts';

export class Failure extends Error {
  readonly exitCode: ExitCode;
  /** `message`: already in the person's language; may have several lines. */
  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}
