// Every setting: its name, kind, default, bounds, and the sentence that documents it. The example file, the manual,
// the names of the environment and the errors are all made of this one constant.
import { join } from 'node:path';
import { parseDomain } from './domain.ts';
import {
  address,
  count,
  domain,
  duration,
  group,
  type Kind,
  limit,
  mode,
  network,
  oneOf,
  path,
  size,
} from './kind.ts';
import { languageOf } from './language.ts';
import type { Surroundings } from './surroundings.ts';
import type { Text } from './text.ts';

export type Setting<T> = {
  kind: Kind<T>;
  list: false;
  fallback(around: Surroundings): T;
  /** The default in words, where it depends on the surroundings. */
  fallbackText?: Text;
  doc: Text;
};
export type ListSetting<T> = Omit<Setting<T>, 'list' | 'fallback'> & {
  list: true;
  fallback(around: Surroundings): T[];
};

type Words = { en: string; es: string; otherwise?: Text };

function one<T>(
  kind: Kind<T>,
  fallback: T | ((around: Surroundings) => T),
  { en, es, otherwise }: Words,
): Setting<T> {
  const given = fallback instanceof Function ? fallback : () => fallback;
  return {
    kind,
    list: false,
    fallback: given,
    doc: { en, es },
    ...(otherwise && { fallbackText: otherwise }),
  };
}

function many<T>(
  kind: Kind<T>,
  fallback: T[] | ((around: Surroundings) => T[]),
  words: Words,
): ListSetting<T> {
  const { en, es, otherwise } = words;
  const given = fallback instanceof Function ? fallback : () => fallback;
  return {
    kind,
    list: true,
    fallback: given,
    doc: { en, es },
    ...(otherwise && { fallbackText: otherwise }),
  };
}

const hostName = ({ hostname }: Surroundings) => parseDomain(hostname) ?? 'localhost';

/** $STATE_DIRECTORY may hold several, separated by colons: the first is ours. systemd.exec(5) */
const dataDirectory = ({ env, root, home }: Surroundings) =>
  env.STATE_DIRECTORY?.split(':')[0] ||
  (root ? '/var/lib/casilla' : join(env.XDG_DATA_HOME || join(home, '.local/share'), 'casilla'));

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;
const minute = 60_000;

export const schema = {
  data: one(path, dataDirectory, {
    en: 'The directory that holds everything: accounts, letters, the lock and the local socket.',
    es: 'El directorio que lo contiene todo: cuentas, cartas, el cerrojo y el socket local.',
    otherwise: {
      en: '$STATE_DIRECTORY; for root /var/lib/casilla; else $XDG_DATA_HOME/casilla or ~/.local/share/casilla',
      es: '$STATE_DIRECTORY; para root /var/lib/casilla; si no, $XDG_DATA_HOME/casilla o ~/.local/share/casilla',
    },
  }),
  hostname: one(domain, hostName, {
    en: 'The name the server greets with and writes into trace headers.',
    es: 'El nombre con que el servidor saluda y que escribe en las cabeceras de traza.',
    otherwise: { en: "this machine's name", es: 'el nombre de esta máquina' },
  }),
  domains: many(domain, (around) => [...new Set(['localhost', hostName(around)])], {
    en: 'The domains whose mail goes to the accounts that are named without a domain.',
    es: 'Los dominios cuyo correo va a las cuentas nombradas sin dominio.',
    otherwise: { en: "localhost and this machine's name", es: 'localhost y el nombre de esta máquina' },
  }),
  language: one(oneOf(['en', 'es']), ({ env }) => languageOf(env), {
    en: 'The language of what the server writes for people.',
    es: 'El idioma de lo que el servidor escribe para personas.',
    otherwise: { en: 'that of LC_ALL, LC_MESSAGES or LANG', es: 'el de LC_ALL, LC_MESSAGES o LANG' },
  }),
  threads: one(count(0, 64), 0, {
    en: 'How many threads serve connections; 0 is one for each core, at most 4.',
    es: 'Cuántos hilos atienden conexiones; 0 es uno por núcleo, 4 como máximo.',
  }),
  'log.level': one(oneOf(['error', 'warn', 'info', 'debug']), 'info', {
    en: 'How much is written to the log: each level writes also what those before it write.',
    es: 'Cuánto se escribe en el registro: cada nivel escribe también lo que escriben los anteriores.',
  }),
  'pop3.listen': many(address, [{ host: '*', port: 110 }], {
    en: 'Where POP3 listens (STLS is offered; passwords without TLS are taken from loopback only).',
    es: 'Dónde escucha POP3 (ofrece STLS; las contraseñas sin TLS solo se aceptan desde la propia máquina).',
  }),
  // RFC 1939 §3: an inactivity timer must be of at least 10 minutes.
  'pop3.idle': one(duration(10 * minute, 24 * 60 * minute), 10 * minute, {
    en: 'After how long without a command a POP3 session is ended. RFC 1939 allows no less than 10 minutes.',
    es: 'Tras cuánto tiempo sin órdenes se cierra una sesión POP3. RFC 1939 no permite menos de 10 minutos.',
  }),
  'pop3.connections_per_address': one(count(1, 100_000), 50, {
    en: 'How many POP3 connections one address may hold at a time.',
    es: 'Cuántas conexiones POP3 puede tener abiertas a la vez una dirección.',
  }),
  'pop3s.listen': many(address, [{ host: '*', port: 995 }], {
    en: 'Where POP3 listens with TLS from the first octet.',
    es: 'Dónde escucha POP3 con TLS desde el primer octeto.',
  }),
  'imap.listen': many(address, [{ host: '*', port: 143 }], {
    en: 'Where IMAP listens (STARTTLS is offered; passwords without TLS are taken from loopback only).',
    es: 'Dónde escucha IMAP (ofrece STARTTLS; las contraseñas sin TLS solo se aceptan desde la propia máquina).',
  }),
  // RFC 9051 §5.4: an inactivity timer must be of at least 30 minutes.
  'imap.idle': one(duration(30 * minute, 24 * 60 * minute), 30 * minute, {
    en: 'After how long without a command an IMAP session is ended, IDLE included. RFC 9051 allows no less than 30 minutes.',
    es: 'Tras cuánto tiempo sin órdenes se cierra una sesión IMAP, también en IDLE. RFC 9051 no permite menos de 30 minutos.',
  }),
  'imap.connections_per_address': one(count(1, 100_000), 200, {
    en: 'How many IMAP connections one address may hold at a time: a mail program holds several.',
    es: 'Cuántas conexiones IMAP puede tener abiertas a la vez una dirección: un programa de correo usa varias.',
  }),
  'imaps.listen': many(address, [{ host: '*', port: 993 }], {
    en: 'Where IMAP listens with TLS from the first octet.',
    es: 'Dónde escucha IMAP con TLS desde el primer octeto.',
  }),
  'smtp.listen': many(address, [{ host: '*', port: 25 }], {
    en: 'Where mail for the accounts here comes in over SMTP. Mail for others is refused: this is no relay.',
    es: 'Dónde entra por SMTP el correo para las cuentas de aquí. El destinado a otros se rechaza: no reenvía.',
  }),
  'smtp.connections_per_address': one(count(1, 100_000), 50, {
    en: 'How many SMTP connections one address may hold at a time.',
    es: 'Cuántas conexiones SMTP puede tener abiertas a la vez una dirección.',
  }),
  'lmtp.listen': many(address, [{ host: '127.0.0.1', port: 24 }], {
    en: 'Where another mail server hands over mail with LMTP. Whoever can reach it can deliver: keep it local.',
    es: 'Dónde otro servidor de correo entrega por LMTP. Quien llegue a él puede entregar: déjelo local.',
  }),
  'tls.certificate': many(path, [], {
    en: 'PEM files with a certificate and its chain, several for several names (SNI). Read again when they change.',
    es: 'Archivos PEM con un certificado y su cadena, varios para varios nombres (SNI). Se releen si cambian.',
    otherwise: { en: 'a self-signed certificate', es: 'un certificado autofirmado' },
  }),
  'tls.key': many(path, [], {
    en: 'PEM files with the private keys: one for each certificate, in the same order.',
    es: 'Archivos PEM con las claves privadas: una por certificado, en el mismo orden.',
    otherwise: { en: 'a self-signed certificate', es: 'un certificado autofirmado' },
  }),
  'proxy.trusted': many(network, [], {
    en: 'Addresses and networks of proxies whose PROXY protocol header is believed.',
    es: 'Direcciones y redes de los proxies cuya cabecera del protocolo PROXY se cree.',
  }),
  'letter.limit': one(size(64 * KiB, GiB), 100 * MiB, {
    en: 'The largest letter that is taken in.',
    es: 'La carta más grande que se acepta.',
  }),
  // RFC 5321 §6.3: loops are found by counting Received, with a large threshold, normally at least 100.
  'letter.hops': one(count(10, 1000), 100, {
    en: 'With how many Received header fields a letter counts as looping and is refused.',
    es: 'Con cuántas cabeceras Received se considera que una carta da vueltas y se rechaza.',
  }),
  'store.reserve': one(size(MiB, 1024 * GiB), 128 * MiB, {
    en: 'How much of the disk stays free: below it new mail is put off, while reading and deleting go on.',
    es: 'Cuánto disco queda libre: por debajo se aplaza el correo nuevo, pero se puede leer y borrar.',
  }),
  'account.quota': one(limit(MiB, 1024 * 1024 * GiB), null, {
    en: 'How much mail a new account may hold; `casilla account quota` changes it for one account.',
    es: 'Cuánto correo cabe en una cuenta nueva; `casilla account quota` lo cambia para una cuenta.',
  }),
  'socket.mode': one(mode, 0o600, {
    en: 'The permission bits of the local socket: who may use it may administer every account.',
    es: 'Los permisos del socket local: quien pueda usarlo puede administrar todas las cuentas.',
  }),
  'socket.group': one(group, '', {
    en: 'The group of the local socket, useful with a mode such as 0660.',
    es: 'El grupo del socket local, útil con permisos como 0660.',
    otherwise: { en: 'that of the process', es: 'el del proceso' },
  }),
};

export type Schema = typeof schema;
export type Key = keyof Schema;
export type Values = { [K in Key]: ReturnType<Schema[K]['fallback']> };

export const keys = Object.keys(schema) as Key[];

export const isKey = (name: string): name is Key => Object.hasOwn(schema, name);

/** `pop3.listen` is CASILLA_POP3_LISTEN. */
export const variableOf = (key: string): string => `CASILLA_${key.toUpperCase().replaceAll('.', '_')}`;

/** The default as it would be written in a file; empty for an empty list. */
export function fallbackItems(key: Key, around: Surroundings): string[] {
  const setting: Setting<unknown> | ListSetting<unknown> = schema[key] as
    | Setting<unknown>
    | ListSetting<unknown>;
  const value = setting.fallback(around);
  return (setting.list ? (value as unknown[]) : [value]).map((item) => setting.kind.format(item));
}
