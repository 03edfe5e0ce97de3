// The manual of the settings, made of the schema: docs/config.md, and what `casilla config describe` prints.
import { fallbackItems, type Key, keys, schema, variableOf } from './schema.ts';
import type { Surroundings } from './surroundings.ts';
import type { Language, Text } from './text.ts';

export const manualTexts = {
  title: { en: 'Settings', es: 'Ajustes' },
  order: {
    en: 'A setting is taken from the first of these that has it: `--set key=value` (and `--data` for `data`), the environment, the file, its default.',
    es: 'Un ajuste se toma del primero de estos que lo tenga: `--set clave=valor` (y `--data` para `data`), el entorno, el archivo, su valor de fábrica.',
  },
  file: {
    en: 'The file is TOML: the one that `--config` names, else `$CASILLA_CONFIG`, else the first that exists of `./casilla.toml`, `$XDG_CONFIG_HOME/casilla/casilla.toml` (or `~/.config/casilla/casilla.toml`) and `/etc/casilla/casilla.toml`. Relative paths in it are relative to its directory.',
    es: 'El archivo es TOML: el que nombra `--config`; si no, `$CASILLA_CONFIG`; si no, el primero que exista de `./casilla.toml`, `$XDG_CONFIG_HOME/casilla/casilla.toml` (o `~/.config/casilla/casilla.toml`) y `/etc/casilla/casilla.toml`. Sus rutas relativas lo son a su directorio.',
  },
  lists: {
    en: 'In the environment and with `--set`, commas separate the items of a list, and an empty text is an empty list (which turns a listener off). Sizes: `MB` counts in thousands, `MiB` and `M` in 1024s. An unknown name is an error.',
    es: 'En el entorno y con `--set`, las comas separan los elementos de una lista, y un texto vacío es una lista vacía (que apaga un puerto de escucha). Tamaños: `MB` cuenta en millares, `MiB` y `M` en 1024. Un nombre desconocido es un error.',
  },
  takes: { en: 'Takes', es: 'Admite' },
  takesMany: { en: 'Takes a list; each', es: 'Admite una lista; cada uno' },
  fallback: { en: 'Default', es: 'De fábrica' },
  variable: { en: 'Environment', es: 'Entorno' },
  none: { en: 'none', es: 'ninguno' },
} satisfies Record<string, Text>;

function fallbackOf(key: Key, language: Language, around: Surroundings): string {
  const { fallbackText } = schema[key];
  if (fallbackText) return fallbackText[language];
  const items = fallbackItems(key, around);
  return items.length === 0 ? manualTexts.none[language] : items.map((item) => `\`${item}\``).join(', ');
}

/** Markdown, one section a setting. What depends on the surroundings is said in words. */
export function formatManual(language: Language, around: Surroundings): string {
  const say = (name: keyof typeof manualTexts) => manualTexts[name][language];
  const sections = keys.map((key) => {
    const { kind, list, doc } = schema[key];
    return [
      `## ${key}`,
      '',
      doc[language],
      '',
      `- ${say(list ? 'takesMany' : 'takes')}: ${kind.takes[language]}`,
      `- ${say('fallback')}: ${fallbackOf(key, language, around)}`,
      `- ${say('variable')}: \`${variableOf(key)}\``,
    ].join('\n');
  });
  return `${[`# ${say('title')}`, say('order'), say('file'), say('lists'), ...sections].join('\n\n')}\n`;
}
