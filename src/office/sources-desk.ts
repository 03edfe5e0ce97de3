// Answers what is asked about sources, by name, in the thread that may take its time. Who leaves ends what they asked for.

import { accountKey } from '../accounts/index.ts';
import {
  parseSettings,
  type SourceName,
  type SourceSettings,
  sourceProblems,
  troubleFrom,
} from '../collector/index.ts';
import {
  type AccountId,
  type LedgerColumns,
  type SourceRow,
  type Store,
  StoreRefusal,
} from '../store/index.ts';
import { AdministrationError } from './administration.ts';
import type { Collecting } from './collecting.ts';
import { type Reply, replyOf } from './reply.ts';
import { asideIn, detailsOf, heldIn, namesOfAccounts, summaryOf, waitingIn } from './source-summary.ts';
import {
  type HearProgress,
  type Outcome,
  type SourceNamed,
  type Sources,
  type SourcesMethod,
  sourcesMethods,
} from './sources.ts';

export type SourcesRequest = { client: number; method: SourcesMethod; input: unknown };

/** As many as one operation of the store takes. */
const entriesAtOnce = 5_000;

export class SourcesDesk {
  readonly #store: Store;
  readonly #collecting: Collecting;
  readonly #clients = new Map<number, { left: AbortController; asking: Set<Promise<unknown>> }>();

  constructor(store: Store, collecting: Collecting) {
    this.#store = store;
    this.#collecting = collecting;
  }

  async ask({ client, method, input }: SourcesRequest, heard?: HearProgress): Promise<Reply> {
    if (!sourcesMethods.includes(method)) throw new Error(`no method ${method}`);
    const conversation = this.#conversation(client);
    const sources = this.#sources(conversation.left.signal);
    const ask = sources[method] as (input: unknown, heard?: HearProgress) => Promise<unknown>;
    const reply = replyOf(() => ask(input, heard));
    const settled = reply.catch(() => {});
    conversation.asking.add(settled);
    void settled.then(() => conversation.asking.delete(settled));
    return await reply;
  }

  /** Resolves when nothing of what this client asked is under way. */
  async leave(client: number): Promise<void> {
    const conversation = this.#clients.get(client);
    this.#clients.delete(client);
    conversation?.left.abort();
    await Promise.all(conversation?.asking ?? []);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.keys()].map((client) => this.leave(client)));
  }

  #conversation(client: number) {
    const known = this.#clients.get(client);
    if (known !== undefined) return known;
    const conversation = { left: new AbortController(), asking: new Set<Promise<unknown>>() };
    this.#clients.set(client, conversation);
    return conversation;
  }

  #sources(signal: AbortSignal): Sources {
    const collecting = this.#collecting;
    return {
      addSource: async ({ account, name, settings, secret }) => {
        assertGood(name, settings);
        const id = await this.#account(account);
        if (secret !== null) await this.#assertKey(name);
        const collector = await collecting.collector();
        const source = await collector.add(id, name, settings, secret).catch(takenAs(name));
        await collecting.changed({ account: id, source });
      },
      listSources: ({ account }) => this.#list(account),
      showSource: async (named) => {
        const { row, of } = await this.#find(named);
        return detailsOf(row, named.account, await this.#ledger(of));
      },
      editSource: async ({ rename, changes, secret, ...named }) => {
        const { row, of } = await this.#find(named);
        const settings = merged(parseSettings(row.settings), changes ?? {});
        assertGood(rename ?? named.name, settings);
        if (secret !== null && secret !== undefined) await this.#assertKey(named.name);
        const change = {
          settings,
          ...(rename !== undefined && { name: rename }),
          ...(secret !== undefined && { secret }),
        };
        await (await collecting.collector()).edit(of, change).catch(takenAs(rename ?? named.name));
        await collecting.changed(of);
      },
      removeSource: async (named) => {
        const { of } = await this.#find(named);
        await (await collecting.collector()).remove(of);
        await collecting.changed(of);
      },
      probeSource: async (named) => {
        const { of } = await this.#find(named);
        return outcome((await collecting.collector()).probe(of, { signal }));
      },
      planSource: async (named) => {
        const { of } = await this.#find(named);
        return outcome((await collecting.collector()).plan(of, { signal }));
      },
      checkSource: async (named, heard) => {
        const { of } = await this.#find(named);
        const progress = (letters: number, ofLetters: number) =>
          heard?.({ letters, ofLetters, octets: 0, ofOctets: 0 });
        return (await collecting.collector()).check(of, progress, signal);
      },
      holdLetters: async ({ entries, held, ...named }) => {
        const { of } = await this.#find(named);
        const ledger = await this.#ledger(of);
        const there = held ? waitingIn(ledger) : heldIn(ledger);
        const wanted = new Set(entries === 'all' ? there : entries);
        // What is gone already cannot stay.
        const some =
          entries === 'all'
            ? there
            : ledger.entries.filter((entry, at) => wanted.has(entry) && ledger.deletions[at] === 'none');
        const changed = await this.#inSlices(some, async (slice) =>
          (await collecting.collector()).hold(of, slice, held),
        );
        await collecting.changed(of);
        return changed;
      },
      collectSource: async ({ tryAgain, ...named }, heard) => {
        const { of } = await this.#find(named);
        if (tryAgain) {
          const collector = await collecting.collector();
          await this.#inSlices(asideIn(await this.#ledger(of)), (slice) => collector.tryAgain(of, slice));
        }
        return collecting.run(of, heard, signal);
      },
    };
  }

  async #account(name: string): Promise<AccountId> {
    const nameKey = accountKey(name);
    const found = nameKey === undefined ? null : await this.#store.read('findAccount', { nameKey });
    if (found === null) throw new AdministrationError('nonexistent', name);
    return found.account;
  }

  async #find({ account, name }: SourceNamed): Promise<{ row: SourceRow; of: SourceName }> {
    const id = await this.#account(account);
    const rows = await this.#store.read('listSources', { account: id });
    const row = rows.find((each) => each.name === name);
    if (row === undefined) throw new AdministrationError('no-source', name);
    return { row, of: { account: id, source: row.source } };
  }

  async #list(account: string | undefined) {
    if (account !== undefined) {
      const rows = await this.#store.read('listSources', { account: await this.#account(account) });
      return rows.map((row) => summaryOf(row, account));
    }
    const names = await namesOfAccounts(this.#store);
    const all: SourceRow[] = [];
    for (let after = { account: 0, source: 0 }; ; after = all.at(-1)!) {
      const page = await this.#store.read('listAllSources', after);
      all.push(...page);
      if (page.length < 1_000) break;
    }
    const known = all.filter((row) => names.has(row.account));
    return known.map((row) => summaryOf(row, names.get(row.account)!)).sort(byName);
  }

  async #ledger(of: SourceName): Promise<LedgerColumns> {
    return (await this.#store.read('listLedger', of))!;
  }

  async #inSlices(entries: readonly number[], act: (slice: number[]) => Promise<number>): Promise<number> {
    let changed = 0;
    for (let from = 0; from < entries.length; from += entriesAtOnce)
      changed += await act(entries.slice(from, from + entriesAtOnce));
    return changed;
  }

  /** A secret sealed now would never open again. */
  async #assertKey(name: string): Promise<void> {
    const cause = await this.#collecting.keyless();
    if (cause !== undefined) throw new AdministrationError('key-unreadable', name, { cause });
  }
}

const byName = (a: SourceNamed, b: SourceNamed) =>
  a.account < b.account ? -1 : a.account > b.account ? 1 : a.name < b.name ? -1 : 1;

function assertGood(name: string, settings: SourceSettings): void {
  // In the clear may be meant: whoever asks was warned.
  const [problem] = sourceProblems(name, settings).filter(({ what }) => what !== 'plaintext');
  if (problem !== undefined) throw new AdministrationError('bad-source', problem.field);
}

function merged(settings: SourceSettings, changes: object): SourceSettings {
  const all = Object.entries({ ...settings, ...changes });
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as SourceSettings;
}

const takenAs =
  (name: string) =>
  (error: unknown): never => {
    if (error instanceof StoreRefusal && error.code === 'exists')
      throw new AdministrationError('source-exists', name, { cause: error });
    throw error;
  };

async function outcome<T>(session: Promise<T>): Promise<Outcome<T>> {
  try {
    return { at: 'report', report: await session };
  } catch (error) {
    const trouble = troubleFrom(error);
    if (trouble === undefined || trouble.cause === 'internal') throw error;
    return { at: 'trouble', trouble };
  }
}
