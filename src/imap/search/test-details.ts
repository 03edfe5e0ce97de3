// The search keys that the index answers: dates, sizes, ids, and what the envelope says. RFC 9051 §6.4.4, RFC 5032,
// RFC 8474 §6, RFC 8514 §4.3

import type { Details } from '../backend.ts';
import type { SearchKey } from '../syntax/search-key.ts';
import { foldCase } from './casemap.ts';
import { type EnvelopeField, envelopeValue, valueText } from './envelope-text.ts';
import { sentDay } from './sent-day.ts';

/** Undefined: it cannot be known yet. */
export type Answer = boolean | undefined;

export type DetailsKey =
  | Extract<SearchKey, { key: 'date' } | { key: 'address' }>
  | { key: 'older' | 'younger'; seconds: number }
  | { key: 'larger' | 'smaller'; octets: number }
  | { key: 'emailid' | 'threadid'; id: string }
  /** SUBJECT, or HEADER with the name of a field that the envelope has. */
  | { key: 'envelope'; field: EnvelopeField; text: string };

type DetailsTest = { needsEnvelope: boolean; answer(details: Details): boolean };

const day = 86_400_000;

/** `now`: milliseconds since 1970. */
export function testDetails(key: DetailsKey, now: number): DetailsTest {
  switch (key.key) {
    case 'date':
      return testDate(key);
    case 'older':
    case 'younger': {
      // Exact to a second; both mean the very second too. RFC 5032 §2
      const target = Math.floor(now / 1000) - key.seconds;
      const older = key.key === 'older';
      return plain(({ internalDate }) => {
        const second = Math.floor(internalDate / 1000);
        return older ? second <= target : second >= target;
      });
    }
    case 'larger':
      return plain(({ octets }) => octets > key.octets);
    case 'smaller':
      return plain(({ octets }) => octets < key.octets);
    case 'emailid':
      return plain(({ emailId }) => emailId === key.id);
    case 'threadid':
      return plain(({ threadId }) => threadId === key.id);
    case 'address':
    case 'envelope':
      return testEnvelope(key.field, key.text);
  }
}

function plain(answer: (details: Details) => boolean): DetailsTest {
  return { needsEnvelope: false, answer };
}

/** Many letters have the same people in a field: so many values are decoded and folded once. */
const mostRemembered = 1000;
/** A quoted string that is its own text: no escapes, no encoded words, nothing beyond ASCII. */
const plainText = /^"(?!.*=\?)[^"\\\x80-\xff]*"$/;

function testEnvelope(field: EnvelopeField, text: string): DetailsTest {
  const wanted = foldCase(text);
  const answers = new Map<string, boolean>();
  const contains = (value: string) => foldCase(valueText(value, field) ?? '').includes(wanted);
  return {
    needsEnvelope: true,
    answer({ envelope }) {
      const value = envelopeValue(envelope!, field);
      if (plainText.test(value)) return value.slice(1, -1).toUpperCase().includes(wanted);
      const known = answers.get(value);
      if (known !== undefined) return known;
      const answer = contains(value);
      if (answers.size < mostRemembered) answers.set(value, answer);
      return answer;
    },
  };
}

/** Without time and zone: those of the index are days in UTC, that of a Date field is the day written there. */
function testDate({ of, when, day: wanted }: Extract<DetailsKey, { key: 'date' }>): DetailsTest {
  const compare = (moment: number | undefined): boolean => {
    if (moment === undefined) return false;
    const found = Math.floor(moment / day);
    return when === 'on' ? found === wanted : when === 'before' ? found < wanted : found >= wanted;
  };
  switch (of) {
    case 'internal':
      return plain(({ internalDate }) => compare(internalDate));
    case 'saved':
      return plain(({ saveDate }) => compare(saveDate));
    case 'sent':
      return {
        needsEnvelope: true,
        answer: ({ envelope }) => compare(sentDay(valueText(envelopeValue(envelope!, 'date'), 'date') ?? '')),
      };
  }
}
