// The options by which a source is described, and the settings they give.
import { type Command, Option } from 'commander';
import { parseDuration, parseSize } from '../config/index.ts';
import type { SourceChanges } from '../office/index.ts';
import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { readInputFile } from './input.ts';
import { addPasswordOptions, type PasswordOptions } from './password.ts';
import type { Terminal } from './terminal.ts';

export type SourceOptions = PasswordOptions & {
  host?: string;
  port?: string;
  user?: string;
  tls?: string;
  login?: string;
  passwordCommand?: string;
  passwordVariable?: string;
  trust?: string;
  pin?: string[];
  authorities?: string;
  mailbox?: string;
  keep?: string;
  grace?: string;
  cap?: string;
  every?: string;
  newestFirst?: boolean;
  oldestFirst?: boolean;
  enable?: boolean;
  disable?: boolean;
};

const logins: Readonly<Record<string, Pick<SourceChanges, 'auth' | 'mechanism'>>> = {
  password: { auth: 'password', mechanism: null },
  token: { auth: 'token', mechanism: null },
  plain: { auth: 'password', mechanism: 'PLAIN' },
  login: { auth: 'password', mechanism: 'LOGIN' },
  user: { auth: 'password', mechanism: 'USER' },
  apop: { auth: 'password', mechanism: 'APOP' },
  'scram-sha-1': { auth: 'password', mechanism: 'SCRAM-SHA-1' },
  'scram-sha-256': { auth: 'password', mechanism: 'SCRAM-SHA-256' },
  xoauth2: { auth: 'token', mechanism: 'XOAUTH2' },
  oauthbearer: { auth: 'token', mechanism: 'OAUTHBEARER' },
};
const ways = { implicit: 'implicit', starttls: 'starttls', none: 'none' } as const;
const trusts = { authorities: 'authorities', 'first-use': 'first-use' } as const;

export function addSourceOptions(command: Command, terminal: Terminal): Command {
  const { say } = terminal;
  const elsewhere = ['passwordFile', 'passwordStdin'];
  const described = command
    .option('--host <HOST>', say('optionHost'))
    .option('--port <PORT>', say('optionPort'))
    .option('--user <USER>', say('optionUser'))
    .option('--tls <KIND>', say('optionTls'))
    .option('--login <WAY>', say('optionLogin'))
    .addOption(
      new Option('--password-command <COMMAND>', say('optionPasswordCommand')).conflicts([
        ...elsewhere,
        'passwordVariable',
      ]),
    )
    .addOption(new Option('--password-variable <NAME>', say('optionPasswordVariable')).conflicts(elsewhere))
    .option('--trust <WHOM>', say('optionTrust'))
    .option('--pin <KEY...>', say('optionPin'))
    .option('--authorities <FILE>', say('optionAuthorities'))
    .option('--mailbox <FOLDER>', say('optionMailbox'))
    .option('--keep <RULE>', say('optionKeep'))
    .option('--grace <TIME>', say('optionGrace'))
    .option('--cap <LETTERS>', say('optionCap'))
    .option('--every <TIME>', say('optionEvery'))
    .option('--newest-first', say('optionNewestFirst'))
    .addOption(new Option('--oldest-first', say('optionOldestFirst')).conflicts('newestFirst'))
    .option('--disable', say('optionDisable'))
    .addOption(new Option('--enable', say('optionEnable')).conflicts('disable'));
  return addPasswordOptions(described, terminal).addHelpText('after', `\n${say('helpKeep')}`);
}

/** What was given, as settings. Throws Failure for what is none. */
export async function settingsGiven(options: SourceOptions, terminal: Terminal): Promise<SourceChanges> {
  const { parseKeep } = await import('../collector/index.ts');
  const given = <T>(option: string, text: string | undefined, parse: (text: string) => T | undefined) => {
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value !== undefined) return value;
    throw new Failure(exitCode.usage, terminal.say('badValue', { what: text, option }));
  };
  const seconds = (text: string) => {
    const milliseconds = parseDuration(text);
    return milliseconds === undefined ? undefined : Math.ceil(milliseconds / 1000);
  };
  const { host, user, mailbox, pin, authorities, passwordCommand, passwordVariable } = options;
  const changes: { [K in keyof SourceChanges]?: SourceChanges[K] | undefined } = {
    host,
    port: given('--port', options.port, wholeNumber),
    user,
    tls: given('--tls', options.tls, (text) => chosen(ways, text)),
    ...given('--login', options.login, (text) => chosen(logins, text.toLowerCase())),
    trust: given('--trust', options.trust, (text) => chosen(trusts, text)),
    pins: pin && (pin.length === 1 && pin[0] === 'none' ? [] : pin),
    authorities:
      authorities === undefined
        ? undefined
        : authorities === 'none'
          ? null
          : readInputFile(authorities, terminal).toString('latin1'),
    mailbox,
    keep: given('--keep', options.keep, (text) => parseKeep(text, parseSize)),
    grace: given('--grace', options.grace, seconds),
    mostDeletions: given('--cap', options.cap, wholeNumber),
    every: given('--every', options.every, seconds),
    newestFirst: options.newestFirst ?? (options.oldestFirst ? false : undefined),
    enabled: options.enable ?? (options.disable ? false : undefined),
    secret:
      passwordCommand !== undefined
        ? { kind: 'command', command: passwordCommand }
        : passwordVariable !== undefined
          ? { kind: 'environment', variable: passwordVariable }
          : undefined,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function chosen<T>(among: Readonly<Record<string, T>>, text: string): T | undefined {
  return Object.hasOwn(among, text) ? among[text] : undefined;
}
