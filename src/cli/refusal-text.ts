// What an office refused, as a sentence and an exit code.

import { fill, type Language } from '../config/index.ts';
import type { AdministrationError, OfficeError } from '../office/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { type TextName, texts } from './texts.ts';

type Refusal = readonly [text: TextName, code: ExitCode];

const administration: Readonly<Record<AdministrationError['code'], Refusal>> = {
  exists: ['exists', exitCode.data],
  nonexistent: ['nonexistent', exitCode.data],
  'bad-name': ['badName', exitCode.data],
  'bad-secret': ['badSecret', exitCode.data],
  'no-space': ['noSpace', exitCode.io],
  'over-quota': ['overQuota', exitCode.temporary],
  'no-folder': ['noFolder', exitCode.data],
  'bad-folder': ['badFolder', exitCode.data],
  'no-letter': ['noLetter', exitCode.data],
  'too-large': ['tooLarge', exitCode.data],
  'no-source': ['noSource', exitCode.noUser],
  'source-exists': ['sourceExists', exitCode.data],
  'bad-source': ['badSource', exitCode.usage],
  'key-unreadable': ['keyUnreadable', exitCode.config],
  forbidden: ['forbidden', exitCode.noPermission],
  unavailable: ['unavailable', exitCode.unavailable],
  internal: ['serverFault', exitCode.software],
};

const office: Readonly<Record<OfficeError['code'], Refusal>> = {
  'data-in-use': ['dataInUse', exitCode.unavailable],
  'data-not-writable': ['dataNotWritable', exitCode.cannotCreate],
  'port-in-use': ['portInUse', exitCode.unavailable],
  'port-forbidden': ['portForbidden', exitCode.noPermission],
  'address-not-here': ['addressNotHere', exitCode.config],
  'certificate-bad': ['certificateBad', exitCode.config],
  'disk-full': ['diskFull', exitCode.io],
  'store-too-new': ['storeTooNew', exitCode.data],
  'runtime-too-old': ['runtimeTooOld', exitCode.software],
};

/** One reason of AdministrationError in words. */
export function formatRefusal(
  code: AdministrationError['code'],
  subject: string,
  language: Language,
): string {
  return fill(texts[administration[code][0]][language], { subject });
}

// By name and not by class: `version` and `help` must not load the office.
const isAdministrationError = (error: Error): error is AdministrationError =>
  error.name === 'AdministrationError';
const isOfficeError = (error: Error): error is OfficeError => error.name === 'OfficeError';

/** Undefined when it is no refusal: then it is a fault of ours. */
export function failureOf(error: unknown, language: Language): Failure | undefined {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return undefined;
  const fail = ([text, code]: Refusal, subject: string) =>
    new Failure(code, fill(texts[text][language], { subject }), { cause: error });
  if (isAdministrationError(error)) return fail(administration[error.code], error.subject);
  if (isOfficeError(error)) return fail(office[error.code], error.subject);
  return undefined;
}
