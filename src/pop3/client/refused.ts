// What a `-ERR` means. RFC 2449 §8, RFC 3206; and where a server has no response codes, its words.

import { type Advice, Pop3ClientError, type Pop3ErrorCode, type Pop3ErrorDetails } from './error.ts';
import type { Status } from './status.ts';

/** At a login, '-ERR' without a code may be anything; a token that is not taken has codes of its own. */
export type Occasion = 'greeting' | 'login' | 'token' | 'command';

const bare: Record<Occasion, Pop3ErrorCode> = {
  greeting: 'sys-temp',
  login: 'login-ambiguous',
  token: 'oauth-expired',
  command: 'command-refused',
};

export function refused(
  status: Status,
  occasion: Occasion,
  command: string,
  details: Pop3ErrorDetails = {},
): Pop3ClientError {
  const code = codeOf(status, occasion);
  const advice = occasion === 'command' ? undefined : adviceOf(status.text);
  const words = status.code === undefined ? status.text : `[${status.code}] ${status.text}`;
  return new Pop3ClientError(code, `the server refused ${command}: ${words}`, {
    command,
    reply: words,
    ...(advice !== undefined && { advice }),
    sessionStands: occasion === 'command',
    ...details,
  });
}

/** RFC 2449 §8: unknown detail behind a known level is ignored. */
function codeOf({ code = '', text }: Status, occasion: Occasion): Pop3ErrorCode {
  const [first, second] = code.split('/');
  if (first === 'IN-USE') return 'in-use';
  if (first === 'LOGIN-DELAY') return 'login-delay';
  if (first === 'SYS') return second === 'PERM' ? 'sys-perm' : 'sys-temp';
  if (first === 'AUTH') return occasion === 'token' ? 'oauth-expired' : 'credentials';
  return (occasion === 'command' ? undefined : codeOfWords(text)) ?? bare[occasion];
}

/** Servers without response codes say it in words; only those that can mean nothing else. */
function codeOfWords(text: string): Pop3ErrorCode | undefined {
  if (
    /(mail ?(box|drop)|lock).{0,40}(in use|busy|lock(ed)?\b)|(another|other) (pop3? )?(session|client)/i.test(
      text,
    )
  )
    return 'in-use';
  if (/too (often|frequent|soon)|login (interval|delay)|minimum (time|interval)/i.test(text))
    return 'login-delay';
  if (adviceOf(text) === 'enable-pop') return 'sys-perm';
  return undefined;
}

/** By the words of the large providers. */
export function adviceOf(text: string): Advice | undefined {
  if (/not enabled for pop|pop3? (access )?(is )?(disabled|not enabled)/i.test(text)) return 'enable-pop';
  if (/application-specific password|app(lication)? password/i.test(text)) return 'app-password';
  if (/web login required|log ?in (with|via|through) (your )?(web )?browser/i.test(text)) return 'web-login';
  if (/basic auth(entication)? is disabled|less secure app/i.test(text)) return 'use-oauth';
  return undefined;
}
