// What can be wrong with the settings, and how it is said: where, what, and what to do.
import { fill, type Language, type Text } from './text.ts';

/** Where a value was written. */
export type Place =
  | { at: 'file'; file: string; line: number | null }
  | { at: 'environment'; name: string }
  | { at: 'option'; option: string }
  | { at: 'default' };

export type Problem =
  | { kind: 'unreadable'; place: Place; file: string; reason: string }
  | { kind: 'not-toml'; place: Place; reason: string }
  | { kind: 'unknown'; place: Place; name: string; nearest: string | null }
  | { kind: 'bad-value'; place: Place; key: string; value: string; takes: Text }
  | { kind: 'not-key-value'; place: Place; text: string }
  | { kind: 'unpaired'; place: Place; certificates: number; keys: number }
  | { kind: 'taken-twice'; place: Place; key: string; address: string; other: string };

const sentences = {
  unreadable: {
    en: '{file} cannot be read ({reason}); name a file that can',
    es: '{file} no se puede leer ({reason}); indique uno que se pueda',
  },
  'not-toml': { en: 'this is not TOML: {reason}', es: 'esto no es TOML: {reason}' },
  unknown: {
    en: 'there is no setting {name}; `casilla config describe` lists them all',
    es: 'no hay ningún ajuste {name}; `casilla config describe` los enumera',
  },
  meant: {
    en: 'there is no setting {name}; did you mean {nearest}?',
    es: 'no hay ningún ajuste {name}; ¿quiso decir {nearest}?',
  },
  'bad-value': {
    en: '{key} cannot be {value}; it takes {takes}',
    es: '{key} no puede ser {value}; admite {takes}',
  },
  'not-key-value': { en: 'write it as key=value, not {text}', es: 'escríbalo como clave=valor, no {text}' },
  unpaired: {
    en: 'tls.certificate names {certificates} files and tls.key {keys}; name one key for each certificate, in the same order',
    es: 'tls.certificate nombra {certificates} archivos y tls.key {keys}; nombre una clave por certificado, en el mismo orden',
  },
  'taken-twice': {
    en: '{key} asks for {address}, which {other} has already; give each its own port',
    es: '{key} pide {address}, que ya tiene {other}; dé a cada uno su puerto',
  },
} satisfies Record<Problem['kind'] | 'meant', Text>;

const places = {
  environment: { en: '{name} (environment)', es: '{name} (entorno)' },
  default: { en: 'settings', es: 'ajustes' },
} satisfies Record<string, Text>;

/** For the test that both languages say the same. */
export const problemTexts: Readonly<Record<string, Text>> = { ...sentences, ...places };

function formatPlace(place: Place, language: Language): string {
  switch (place.at) {
    case 'file':
      return place.line === null ? place.file : `${place.file}:${place.line}`;
    case 'environment':
      return fill(places.environment[language], { name: place.name });
    case 'option':
      return place.option;
    case 'default':
      return places.default[language];
  }
}

/** Quoted and short: control characters in a value must not reach a terminal. */
const quote = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

function formatSentence(problem: Problem, language: Language): string {
  const say = (text: Text, values: Record<string, string | number>) => fill(text[language], values);
  switch (problem.kind) {
    case 'unreadable':
      return say(sentences.unreadable, { file: problem.file, reason: problem.reason });
    case 'not-toml':
      return say(sentences['not-toml'], { reason: problem.reason });
    case 'unknown': {
      const name = quote(problem.name);
      return problem.nearest === null
        ? say(sentences.unknown, { name })
        : say(sentences.meant, { name, nearest: problem.nearest });
    }
    case 'bad-value':
      return say(sentences['bad-value'], {
        key: problem.key,
        value: quote(problem.value),
        takes: problem.takes[language],
      });
    case 'not-key-value':
      return say(sentences['not-key-value'], { text: quote(problem.text) });
    case 'unpaired':
      return say(sentences.unpaired, { certificates: problem.certificates, keys: problem.keys });
    case 'taken-twice':
      return say(sentences['taken-twice'], {
        key: problem.key,
        address: problem.address,
        other: problem.other,
      });
  }
}

/** One line: `casilla.toml:3: there is no setting "pop3.lisen"; did you mean pop3.listen?` */
export function formatProblem(problem: Problem, language: Language): string {
  return `${formatPlace(problem.place, language)}: ${formatSentence(problem, language)}`;
}
