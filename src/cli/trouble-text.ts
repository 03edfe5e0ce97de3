// What went wrong with a source, as sentences and as an exit code.

import type { Cause, Remedy, Trouble } from '../collector/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { troubleTexts } from './texts/troubles.ts';
import type { Say, TextName } from './texts.ts';

type Plain = Exclude<keyof typeof troubleTexts, 'troubleReply'> & TextName;

const { unavailable, noPermission, temporary, io, config, data, software } = exitCode;

const causes: Readonly<Record<Cause, readonly [text: Plain, code: ExitCode]>> = {
  dns: ['troubleDns', unavailable],
  refused: ['troubleRefused', unavailable],
  'timeout-connect': ['troubleSilent', unavailable],
  'timeout-idle': ['troubleSilent', unavailable],
  'timeout-total': ['troubleSilent', unavailable],
  reset: ['troubleSilent', unavailable],
  'tls-proto': ['troubleTls', unavailable],
  'tls-verify': ['troubleCertificate', noPermission],
  'pin-mismatch': ['troublePin', noPermission],
  credentials: ['troubleCredentials', noPermission],
  'login-ambiguous': ['troubleLogin', noPermission],
  'oauth-expired': ['troubleTokenExpired', noPermission],
  'oauth-revoked': ['troubleTokenRevoked', noPermission],
  'sys-perm': ['troubleWillNot', noPermission],
  'sys-temp': ['troubleCannotNow', temporary],
  'in-use': ['troubleInUse', temporary],
  'login-delay': ['troubleTooSoon', temporary],
  unsupported: ['troubleUnsupported', unavailable],
  'protocol-garbage': ['troubleNoPop3', unavailable],
  'command-refused': ['troubleNoPop3', unavailable],
  limit: ['troubleLimit', unavailable],
  'local-disk-full': ['troubleDisk', io],
  'local-quota': ['troubleQuota', temporary],
  'local-unavailable': ['troubleStore', temporary],
  'local-nonexistent': ['troubleNowhere', config],
  'secret-unreadable': ['troubleSecret', config],
  'delivery-rejected': ['troubleTooLarge', data],
  poison: ['troublePoison', data],
  internal: ['troubleInternal', software],
};

const remedies: Readonly<Record<Remedy, Plain>> = {
  'enable-pop': 'remedyEnablePop',
  'app-password': 'remedyAppPassword',
  'web-login': 'remedyWebLogin',
  'use-oauth': 'remedyOauth',
  wait: 'remedyWait',
  'check-host': 'remedyHost',
  'check-port': 'remedyPort',
  'check-network': 'remedyNetwork',
  'check-tls-mode': 'remedyTls',
  'check-certificate': 'remedyCertificate',
  'compare-key': 'remedyKey',
  'check-password': 'remedyPassword',
  'renew-token': 'remedyToken',
  'authorize-again': 'remedyAuthorize',
  'ask-provider': 'remedyProvider',
  'change-login': 'remedyLogin',
  'free-disk': 'remedyDisk',
  'raise-quota': 'remedyQuota',
  'choose-mailbox': 'remedyMailbox',
  'mend-secret': 'remedySecret',
  'look-at-letter': 'remedyLetter',
  'report-fault': 'remedyReport',
};

/** Codes for scripts: docs/collector.md has the table. */
export const troubleExit = ({ cause }: Pick<Trouble, 'cause'>): ExitCode => causes[cause][1];

/** `what is wrong (it says: the server's words): what to do`. A server may send anything: no control characters. */
export function formatTrouble({ cause, remedy, reply }: Trouble, say: Say): string {
  const words = reply?.replaceAll(/\p{Cc}/gu, ' ');
  const said = words ? ` (${say('troubleReply', { reply: words })})` : '';
  return `${say(causes[cause][0])}${said}: ${say(remedies[remedy])}`;
}
