// Faults of one line that somebody could make, and the tests that must notice each. `find` stands exactly once in the
// file, so that a mutation whose place has changed is missed and not passed over.

export type Mutation = { file: string; find: string; replace: string; noticedBy: readonly string[] };

const pop3 = ['src/pop3/*.test.ts', 'src/pop3/dialogues.live.ts', 'src/pop3/ends.live.ts'];
const wire = [...pop3, 'src/wire/*.test.ts'];
const store = ['src/store/engine/sqlite/{removal,sqlite}.live.ts', 'src/store/**/*.test.ts'];
const engine = [
  'src/store/engine/sqlite/{sqlite,group-commit,open,ballast}.live.ts',
  'src/store/**/*.test.ts',
];
const syntax = ['src/imap/syntax/*.test.ts'];
const delivery = ['src/delivery/*.test.ts', 'src/delivery/delivery.live.ts'];

/** [file, find, replace] */
type Row = readonly [string, string, string];
const noticed = (noticedBy: readonly string[], folder: string, rows: readonly Row[]): Mutation[] =>
  rows.map(([file, find, replace]) => ({ file: `${folder}/${file}`, find, replace, noticedBy }));

export const mutations: readonly Mutation[] = [
  ...noticed(pop3, 'src/pop3', [
    ['drop.ts', 'if (message < 1 ||', 'if (message < 0 ||'],
    ['drop.ts', 'message > this.maildrop.count)', 'message > this.maildrop.count + 1)'],
    ['drop.ts', "=== 1 ? { missing: 'deleted' }", "=== 2 ? { missing: 'deleted' }"],
    ['drop.ts', 'this.octets -= this.maildrop.octets(index);', ''],
    [
      'drop.ts',
      'this.count = this.maildrop.count;\n    this.#marked = undefined;',
      'this.#marked = undefined;',
    ],
    ['drop.ts', 'for (const index of this.marked()) this.octets += this.maildrop.octets(index);', ''],
    ['transaction.ts', 'session.drop!.mark(index);', ''],
    ['transaction.ts', 'drop!.unmarkAll();', ''],
    ['transaction.ts', 'if (marked.length > 0) {', 'if (marked.length > 1) {'],
    ['transaction.ts', "session.leaving = 'update-refused';", ''],
    ['transaction.ts', 'await drop.maildrop.update(marked);', 'void drop.maildrop.update(marked);'],
    ['transaction.ts', 'if (letter === undefined) return error(texts.gone(index + 1));', ''],
    ['top.ts', 'this.#linesLeft <= 0', 'this.#linesLeft < 0'],
    ['top.ts', "else if (this.#line === 'cr') this.#inBody = true;", 'else this.#inBody = true;'],
    ['top.ts', 'if (this.#afterCr) this.#endLine();', 'if (true) this.#endLine();'],
    ['write-reply.ts', "unterminated ? '\\r\\n.\\r\\n' : '.\\r\\n'", "'.\\r\\n'"],
    ['write-reply.ts', 'this.sent === 0 && this.#reply.octets === 2', 'false'],
    ['write-reply.ts', 'reply.letter.dotted === false ?', 'true ?'],
    ['command.ts', "line.length > limit && verb !== 'AUTH'", 'line.length > limit'],
    ['command.ts', 'hasControl(line) ||', ''],
    ['command.ts', "if (!text || text.includes(' ')) return", 'if (!text) return'],
    ['command.ts', '/^[A-Za-z]{3,4}$/.test(word)', 'true'],
    ['command.ts', 'rest.trimEnd() || undefined', 'rest || undefined'],
    ['authorization.ts', 'if (connection.buffered > 0) return error(texts.tlsPipelined);', ''],
    ['authorization.ts', 'if (connection.secure) return error(texts.tlsActive);', ''],
    ['authorization.ts', 'if (session.userName === undefined) return error(texts.giveUser);', ''],
    ['auth.ts', "if (line === '*') return endWith(session, texts.cancelled);", ''],
    ['auth.ts', 'if (mechanism.plaintext && !session.allowsPlaintext) return error(texts.needsTls);', ''],
    ['auth.ts', 'session.exchange = undefined;\n  const step', 'const step'],
    ['session.ts', "if (command.verb !== 'USER') this.userName = undefined;", ''],
    ['session.ts', "if (this.#insideReply) return 'letter-broken';", ''],
    ['session.ts', 'await this.release();\n    // A reply', '// A reply'],
    [
      'session.ts',
      "if (code === 'AUTH' && ++this.#failedLogins",
      "if (code === 'AUTH' && this.#failedLogins",
    ],
    ['session.ts', 'this.#badCommands > this.surroundings.limits.badCommands', 'false'],
    ['capa.ts', '&& session.drop === undefined', ''],
  ]),
  ...noticed(wire, 'src/wire', [
    [
      'dot-codec.ts',
      "if (this.#place === 'after-cr' && chunk[0] === LF && chunk[1] === DOT) return true;",
      '',
    ],
    ['dot-codec.ts', "if (this.#place === 'start' && chunk[0] === DOT) return true;", ''],
  ]),
  ...noticed(store, 'src/store/write', [
    ['pop-update.ts', 'yield* assertHeld(input, input.now);', ''],
    ['maildrop-lock.ts', 'AND token = ? AND expires_at > ?', 'AND token = ? AND ? > 0'],
    ['maildrop-lock.ts', "if (taken === 0) throw new StoreRefusal('in-use');", ''],
    [
      'maildrop-lock.ts',
      'WHERE maildrop_locks.expires_at <= ?6',
      'WHERE maildrop_locks.expires_at < ?6 - 1000000000000',
    ],
    [
      'take-out.ts',
      'yield* freeQuota(account, octets, taken.length);',
      'yield* freeQuota(account, octets, 0);',
    ],
    ['take-out.ts', 'if (!(flags & Flag.Seen)) unseen++;', ''],
    ['usage.ts', 'used_octets + ?1 <= quota_octets', 'used_octets + ?1 <= quota_octets + 1'],
    ['usage.ts', 'used_messages + ?2 <= quota_messages', 'used_messages <= quota_messages'],
    ['body-refs.ts', 'AND digest = ? AND dead_at IS NULL RETURNING id', 'AND digest = ? RETURNING id'],
    [
      'body-refs.ts',
      'dead_at = CASE WHEN refs = some.n THEN ? END',
      'dead_at = CASE WHEN refs > 0 THEN ? END',
    ],
    ['body-refs.ts', 'SET refs = refs + some.n FROM', 'SET refs = refs + 1 FROM'],
    ['deliver.ts', 'uidnext = uidnext + 1, modseq', 'uidnext = uidnext + 2, modseq'],
    ['deliver.ts', 'yield* notify({ account, mailbox, modseq });', ''],
    [
      'deliver.ts',
      'const body = yield* referTo(letter, accepted.length);',
      'const body = yield* referTo(letter, 1);',
    ],
    ['exactly-once.ts', 'if (done !== undefined) return JSON.parse(done[0]) as T;', ''],
    ['remove-account.ts', "yield* run('DELETE FROM credentials WHERE account = ?', account);", ''],
    ['sweep.ts', 'dead_at IS NOT NULL AND dead_at < ?', 'dead_at IS NOT NULL AND dead_at <> ?'],
    ['sweep.ts', '(row === undefined ? garbage : named).push(id);', 'garbage.push(id);'],
    ['expunge.ts', 'account = ? AND mailbox = ? AND flags &', 'account = ? AND mailbox = ? AND 255 &'],
    [
      'create-account.ts',
      'ON CONFLICT (name_key) DO NOTHING RETURNING id',
      'ON CONFLICT (name_key) DO UPDATE SET name = name RETURNING id',
    ],
  ]),
  ...noticed(engine, 'src/store/engine/sqlite', [
    ['group-commit.ts', "index.all('ROLLBACK TO job');", ''],
    ['group-commit.ts', 'job.insist = true;', ''],
    ['group-commit.ts', 'for (const notice of result.notices) this.#counters.bump(notice.mailbox);', ''],
    [
      'octets-commit.ts',
      'if (this.#index.all(liveBody, [scope, body]).length === 0) this.rows.erase(body);',
      'this.rows.erase(body);',
    ],
    ['octets-commit.ts', "refuse(writing.splice(0), outcomes, 'no-space');", ''],
    ['octets-commit.ts', 'if (digests.has(key)) return false;', ''],
    ['owner.ts', "lock.exec('BEGIN EXCLUSIVE');", ''],
    ['failure.ts', '&& !isFull(error)', ''],
  ]),
  ...noticed(delivery, 'src/delivery', [
    ['address.ts', "whole.indexOf('+', 1)", "whole.indexOf('+')"],
    ['deliver.ts', 'this.#accounts = [...new Set(wanted)];', 'this.#accounts = wanted;'],
    ['deliver.ts', 'refusal === refusals.unknown && this.#accounts.length > 1', 'false'],
    ['directory.ts', 'usedOctets + size > quotaOctets', 'size > quotaOctets'],
    ['directory.ts', 'ours.has(domainOf(whole)) ?', 'true ?'],
    ['refusal.ts', "'over-quota': refusals.full,", ''],
  ]),
  ...noticed(syntax, 'src/imap/syntax', [
    [
      'cursor.ts',
      'if (value < 2 ** 53) return value <= most ? value : undefined;',
      'if (value < 2 ** 53) return value;',
    ],
    ['cursor.ts', 'BigInt(text) < 2n ** 63n', 'BigInt(text) <= 2n ** 63n'],
    ['cursor.ts', "if (end > this.text.length || octets.includes('\\0')) return undefined;", ''],
    ['cursor.ts', "if (items.length >= most) return this.refuse('limit');", ''],
    ['cursor.ts', "|| !(this.sees(' ') || this.sees(')'))", ''],
    ['command-reader.ts', 'this.#refuseMessage();\n    for', 'for'],
    ['command-reader.ts', "if (passed !== 'in step') return passed;", ''],
    ['command-reader.ts', 'if (message.head.synchronizing) this.#connection.write(proceed);', ''],
    [
      'command-reader.ts',
      "if (message.head.utf8 && !cursor.take(')'))",
      "if (message.head.utf8 && cursor.sees(')'))",
    ],
    ['command-reader.ts', '++this.#literals <= 2', '++this.#literals <= 1'],
    ['command-reader.ts', 'this.#held += literal.octets;', ''],
    [
      'command-reader.ts',
      'this.#held + literal.octets > this.#limits.command',
      'literal.octets > this.#limits.command',
    ],
    ['command-reader.ts', 'message.head.synchronizing && !message.accepted', 'message.head.synchronizing'],
    [
      'command-reader.ts',
      'if (literal !== undefined && !literal.synchronizing)',
      'if (literal !== undefined)',
    ],
    ['command-reader.ts', 'this.#literals = 0;', ''],
    ['command-reader.ts', 'this.#connection.limitLines(readLimits.line);', ''],
    ['command-reader.ts', 'parseTag(this.#pieces[0] ?? start)', 'parseTag(start)'],
    ['refused-command.ts', "if (this.#thrown > this.#limits.skipped) return 'overflow';", ''],
    [
      'refused-command.ts',
      'taken === tooLong ? this.#connection.overlong.end : taken',
      "taken === tooLong ? '' : taken",
    ],
    ['refused-command.ts', '|| literal.synchronizing) return', ') return'],
    ['refused-command.ts', 'this.#thrown += literal.octets + line.length;', ''],
    ['literal.ts', "synchronizing: plus === ''", "synchronizing: plus !== ''"],
    ['number-set.ts', 'range.from > last.to + 1', 'range.from > last.to'],
    ['number-set.ts', 'last.to = Math.max(last.to, range.to);', 'last.to = range.to;'],
    ['number-set.ts', 'return value <= most ? value : undefined;', 'return value;'],
    ['number-set.ts', 'if (resolved[middle]!.to < number)', 'if (resolved[middle]!.to <= number)'],
    [
      'mailbox-name.ts',
      'return text !== undefined && encodeModifiedUtf7(text) === octets ? text : undefined;',
      'return text;',
    ],
    ['mailbox-name.ts', "?.normalize('NFC')", ''],
    ['mailbox-name.ts', '|| !text.isWellFormed()', ''],
    ['modified-utf7.ts', 'units.length % 2 === 0 ?', 'true ?'],
    ['date.ts', "(zone.startsWith('-') ? -1 : 1)", "(zone.startsWith('-') ? 1 : -1)"],
    ['flag.ts', "else if (word.startsWith('\\\\')) return undefined;", ''],
    ['flag.ts', 'else if (!keywords.has(word.toLowerCase()))', 'else'],
    ['section.ts', 'if (part.length === 0) return undefined;', ''],
    ['search-key.ts', '|| depth > limits.nesting', ''],
    ['search-key.ts', 'if (++search.count > limits.searchKeys', 'if (++search.count < 0'],
    ['list-pattern.ts', "(wanted === '%' && unit !== delimiter)", "wanted === '%'"],
    [
      'take-list.ts',
      "select?.has('RECURSIVEMATCH') && !select.has('SUBSCRIBED') ? undefined : select",
      'select',
    ],
    ['take-mailbox.ts', '|| count(sequence) !== count(uids)', ''],
    [
      'take-messages.ts',
      "if (options.vanished && (by !== 'uid' || options.changedSince === undefined)) return undefined;",
      '',
    ],
    ['take-search.ts', 'cursor.dialect.utf8Accept || ', ''],
    ['append-message.ts', '|| (utf8 && !binary)', ''],
    ['parse-command.ts', 'if (command !== undefined && cursor.done)', 'if (command !== undefined)'],
    ['parse-command.ts', '|| tag.length > limits.tag', ''],
  ]),
];
