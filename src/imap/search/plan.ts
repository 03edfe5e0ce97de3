// How a search key is answered: a tree of tests, the cheap ones first, each of which may say that it cannot know yet. So
// one message is decided with as little of it as possible: columns, then what the index knows, then its header, then
// all of it. RFC 9051 §6.4.4

import type { Want } from '../backend.ts';
import type { NumberSet } from '../syntax/number-set.ts';
import type { SearchKey } from '../syntax/search-key.ts';
import { foldCase } from './casemap.ts';
import { isEnvelopeField } from './envelope-text.ts';
import type { Wanted } from './search-letter.ts';
import type { Subject } from './subject.ts';
import { type Answer, type DetailsKey, testDetails } from './test-details.ts';

/** What the session knows and a key refers to. */
export type SearchContext = {
  /** Whether a number is in the set; `*` and `$` are what they are now. */
  contains(set: NumberSet, by: 'sequence' | 'uid'): (number: number) => boolean;
  isRecent(uid: number): boolean;
  /** Milliseconds since 1970. */
  now: number;
};

export type Plan = {
  /** Undefined: more of the message must be fetched. */
  answer(subject: Subject): Answer;
  /** What the index is asked for. */
  want: Want;
  /** Header fields (lower case) that are read from the letter. */
  fields: ReadonlySet<string>;
  /** What is looked for in letters. */
  texts: readonly Wanted[];
};

/** 0: columns, 1: the index, 2: the header, 3: the letter. */
type Cost = 0 | 1 | 2 | 3;
type Test = { cost: Cost; answer(subject: Subject): Answer };

export function planSearch(key: SearchKey, context: SearchContext): Plan {
  const planner = new Planner(context);
  const { answer } = planner.test(key);
  return { answer, want: planner.want, fields: planner.fields, texts: planner.texts };
}

class Planner {
  readonly want: Want = {};
  readonly fields = new Set<string>();
  readonly texts: Wanted[] = [];
  readonly #context: SearchContext;

  constructor(context: SearchContext) {
    this.#context = context;
  }

  test(key: SearchKey): Test {
    switch (key.key) {
      case 'all':
      case 'savedate-supported': // Every message here has a save date. RFC 8514 §4.3
        return always;
      case 'and':
        return all(key.keys.map((each) => this.test(each)));
      case 'or':
        return negated(all(key.keys.map((each) => negated(this.test(each)))));
      case 'not':
        return negated(this.test(key.not));
      case 'sequence': {
        const contains = this.#context.contains(key.set, 'sequence');
        return columns(({ seq }) => contains(seq));
      }
      case 'uid': {
        const contains = this.#context.contains(key.set, 'uid');
        return columns(({ uid }) => contains(uid));
      }
      case 'flag':
        return columns(({ flags }) => ((flags & key.flag) !== 0) === key.set);
      case 'keyword': {
        // RFC 9051 §2.3.2: flags are compared without regard to case.
        const wanted = key.keyword.toLowerCase();
        return columns(
          ({ keywords }) => keywords.some((keyword) => keyword.toLowerCase() === wanted) === key.set,
        );
      }
      case 'recent':
        return columns(({ uid }) => this.#context.isRecent(uid));
      case 'modseq':
        return columns(({ modseq }) => modseq >= key.modseq);
      case 'header':
        return this.#header(key.field.toLowerCase(), key.text);
      case 'body':
      case 'text':
        return this.#letter(key.key, key.text);
      case 'subject':
        return this.#details({ key: 'envelope', field: 'subject', text: key.text });
      case 'date':
      case 'older':
      case 'younger':
      case 'larger':
      case 'smaller':
      case 'address':
      case 'emailid':
      case 'threadid':
        return this.#details(key);
    }
  }

  #details(key: DetailsKey): Test {
    const { needsEnvelope, answer } = testDetails(key, this.#context.now);
    if (needsEnvelope) this.want.envelope = true;
    return { cost: 1, answer: ({ details }) => details && answer(details) };
  }

  #header(field: string, text: string): Test {
    if (isEnvelopeField(field) && text !== '') return this.#details({ key: 'envelope', field, text });
    // Whether there is such a field, however empty, only the header can tell.
    this.want.parts = true;
    this.fields.add(field);
    const wanted = foldCase(text);
    return {
      cost: 2,
      answer: ({ header }) => header && (header.get(field)?.some((body) => body.includes(wanted)) ?? false),
    };
  }

  #letter(where: Wanted['where'], text: string): Test {
    // The empty string is a substring of everything. RFC 9051 §6.4.4
    if (text === '') return always;
    this.want.parts = true;
    const at = this.texts.length;
    this.texts.push({ text: foldCase(text), where });
    return { cost: 3, answer: ({ found }) => found?.[at] };
  }
}

const always: Test = { cost: 0, answer: () => true };

function columns(answer: (subject: Subject) => boolean): Test {
  return { cost: 0, answer };
}

function negated({ cost, answer }: Test): Test {
  return {
    cost,
    answer(subject) {
      const answered = answer(subject);
      return answered === undefined ? undefined : !answered;
    },
  };
}

/** One that is false decides, whatever the others would say. */
function all(tests: readonly Test[]): Test {
  const sorted = tests.toSorted((one, other) => one.cost - other.cost);
  if (sorted.length === 1) return sorted[0]!;
  return {
    cost: sorted.at(-1)?.cost ?? 0,
    answer(subject) {
      let together: Answer = true;
      for (const { answer } of sorted) {
        const answered = answer(subject);
        if (answered === false) return false;
        if (answered === undefined) together = undefined;
      }
      return together;
    },
  };
}
