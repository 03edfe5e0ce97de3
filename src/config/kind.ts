// The kinds of values a setting can have: how one is read from text, written back, and explained.
import { isAbsolute, resolve } from 'node:path';
import { parseDomain } from './domain.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { formatHostPort, parseHostPort } from './host-port.ts';
import { isNetwork } from './ip.ts';
import type { HostPort } from './settings.ts';
import { formatSize, parseSize } from './size.ts';
import type { Text } from './text.ts';

export type Kind<T> = {
  /** What it takes, as in "it takes a port": bounds and an example included. */
  takes: Text;
  /** Undefined: not one. `directory` is what a relative path is relative to. */
  parse(text: string, directory: string): T | undefined;
  format(value: T): string;
};

const within = (value: number | undefined, min: number, max: number) =>
  value !== undefined && value >= min && value <= max ? value : undefined;

export const address: Kind<HostPort> = {
  takes: {
    en: 'HOST:PORT, such as 127.0.0.1:110, [::1]:110 or *:110',
    es: 'HOST:PUERTO, como 127.0.0.1:110, [::1]:110 o *:110',
  },
  parse: parseHostPort,
  format: formatHostPort,
};

export const domain: Kind<string> = {
  takes: { en: 'the name of a domain, such as example.org', es: 'el nombre de un dominio, como example.org' },
  parse: parseDomain,
  format: (name) => name,
};

export const network: Kind<string> = {
  takes: {
    en: 'an address or a network, such as 10.0.0.0/8',
    es: 'una dirección o una red, como 10.0.0.0/8',
  },
  parse: (text) => (isNetwork(text.trim()) ? text.trim().toLowerCase() : undefined),
  format: (text) => text,
};

export const path: Kind<string> = {
  takes: { en: 'the path of a file or directory', es: 'la ruta de un archivo o directorio' },
  parse: (text, directory) =>
    text === '' || text.includes('\0')
      ? undefined
      : isAbsolute(text)
        ? resolve(text)
        : resolve(directory, text),
  format: (text) => text,
};

/** Four digits with their leading zero, so that TOML's own octal (0o660, a number) cannot be misread as digits. */
export const mode: Kind<number> = {
  takes: { en: 'four octal digits as text, such as 0660', es: 'cuatro cifras octales como texto, como 0660' },
  parse: (text) => (/^0[0-7]{3}$/.test(text.trim()) ? Number.parseInt(text, 8) : undefined),
  format: (bits) => bits.toString(8).padStart(4, '0'),
};

export const group: Kind<string> = {
  takes: { en: 'the name or number of a group', es: 'el nombre o número de un grupo' },
  parse: (text) => (/^([A-Za-z0-9_][A-Za-z0-9_.-]*)?$/.test(text.trim()) ? text.trim() : undefined),
  format: (name) => name,
};

export function oneOf<const T extends string>(choices: readonly T[]): Kind<T> {
  const list = choices.join(', ');
  return {
    takes: { en: `one of ${list}`, es: `uno de ${list}` },
    parse: (text) => choices.find((choice) => choice === text.trim().toLowerCase()),
    format: (value) => value,
  };
}

export function count(min: number, max: number): Kind<number> {
  return {
    takes: { en: `a number from ${min} to ${max}`, es: `un número de ${min} a ${max}` },
    parse: (text) => (/^\d{1,15}$/.test(text.trim()) ? within(Number(text), min, max) : undefined),
    format: String,
  };
}

export function size(min: number, max: number): Kind<number> {
  const [low, high] = [formatSize(min), formatSize(max)];
  return {
    takes: {
      en: `a size from ${low} to ${high}, such as 64MB or 1GiB`,
      es: `un tamaño de ${low} a ${high}, como 64MB o 1GiB`,
    },
    parse: (text) => within(parseSize(text), min, max),
    format: formatSize,
  };
}

/** A size, or the word `none`. */
export function limit(min: number, max: number): Kind<number | null> {
  const inner = size(min, max);
  return {
    takes: { en: `${inner.takes.en}, or none`, es: `${inner.takes.es}, o none (ninguno)` },
    parse: (text, directory) => (text.trim().toLowerCase() === 'none' ? null : inner.parse(text, directory)),
    format: (value) => (value === null ? 'none' : formatSize(value)),
  };
}

export function duration(min: number, max: number): Kind<number> {
  const [low, high] = [formatDuration(min), formatDuration(max)];
  return {
    takes: {
      en: `a duration from ${low} to ${high}, such as 30s or 10m`,
      es: `una duración de ${low} a ${high}, como 30s o 10m`,
    },
    parse: (text) => within(parseDuration(text), min, max),
    format: formatDuration,
  };
}
