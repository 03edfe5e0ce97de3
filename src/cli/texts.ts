// Every sentence of the command line, in both languages, and how one is said.
import { fill, type Language, type Placeholder, type Text } from '../config/index.ts';
import { accountTexts } from './texts/account.ts';
import { faultTexts } from './texts/faults.ts';
import { letterTexts } from './texts/letters.ts';
import { runningTexts } from './texts/running.ts';
import { sourceTexts } from './texts/sources.ts';
import { troubleTexts } from './texts/troubles.ts';
import { usageTexts } from './texts/usage.ts';

export const texts = {
  ...usageTexts,
  ...accountTexts,
  ...letterTexts,
  ...sourceTexts,
  ...troubleTexts,
  ...runningTexts,
  ...faultTexts,
} satisfies Record<string, Text>;

export type TextName = keyof typeof texts;

type Values<N extends TextName> = Record<Placeholder<(typeof texts)[N]['en']>, string | number>;

/** Says a sentence; the compiler asks for exactly its placeholders. */
export type Say = <N extends TextName>(
  name: N,
  ...values: keyof Values<N> extends never ? [] : [values: Values<N>]
) => string;

export function speaker(language: Language): Say {
  return (name, ...[values]) => fill(texts[name][language], values ?? {});
}
