// An example of the file, made of the schema: every setting with its sentence and its default, commented out.
import { fallbackItems, type Key, keys, schema } from './schema.ts';
import type { Surroundings } from './surroundings.ts';
import { fill, type Language, type Text } from './text.ts';

export const exampleTexts = {
  head: {
    en: 'Settings of Casilla. Every line shows its default; remove the # to change one.',
    es: 'Ajustes de Casilla. Cada línea muestra su valor de fábrica; quite el # para cambiarlo.',
  },
  takes: { en: 'Takes {takes}.', es: 'Admite {takes}.' },
  takesMany: { en: 'Takes a list; each: {takes}.', es: 'Admite una lista; cada uno: {takes}.' },
  otherwise: { en: 'Default: {fallback}.', es: 'De fábrica: {fallback}.' },
} satisfies Record<string, Text>;

/** How a value is written in TOML: counts bare, the rest quoted, lists in brackets. */
function formatValue(key: Key, around: Surroundings): string {
  const items = fallbackItems(key, around).map((item) =>
    /^(0|[1-9]\d*)$/.test(item) ? item : JSON.stringify(item),
  );
  return schema[key].list ? `[${items.join(', ')}]` : items[0]!;
}

/** A file that parses as it is, and with every `#` of its settings removed. */
export function formatExample(language: Language, around: Surroundings): string {
  const lines = [`# ${exampleTexts.head[language]}`];
  let table = '';
  for (const key of keys) {
    const { kind, list, doc, fallbackText } = schema[key];
    const [name, section] = [key.split('.').at(-1)!, key.split('.').slice(0, -1).join('.')];
    if (section !== table) lines.push('', `[${section}]`);
    table = section;
    const takes = fill((list ? exampleTexts.takesMany : exampleTexts.takes)[language], {
      takes: kind.takes[language],
    });
    lines.push('', `# ${doc[language]}`, `# ${takes}`);
    if (fallbackText)
      lines.push(`# ${fill(exampleTexts.otherwise[language], { fallback: fallbackText[language] })}`);
    lines.push(`#${name} = ${formatValue(key, around)}`);
  }
  return `${lines.join('\n')}\n`;
}
