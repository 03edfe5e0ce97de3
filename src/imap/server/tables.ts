// Which commands may be given in which state. RFC 9051 §6: §6.1 in any, §6.2, §6.3, §6.4

import type { Command, Verb } from '../syntax/command.ts';
import type { Answer } from './answer.ts';
import { append } from './append.ts';
import { authenticate } from './authenticate.ts';
import { capability } from './capability.ts';
import { copy, move } from './copy.ts';
import { create } from './create.ts';
import { deleteMailbox } from './delete.ts';
import { enable } from './enable.ts';
import { expunge } from './expunge.ts';
import { fetch } from './fetch.ts';
import { id } from './id.ts';
import { idle } from './idle.ts';
import { list, lsub } from './list.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { namespace } from './namespace.ts';
import { check, noop } from './noop.ts';
import { getQuota, getQuotaRoot } from './quota.ts';
import { rename } from './rename.ts';
import { search } from './search.ts';
import { select } from './select.ts';
import type { Session } from './session.ts';
import { startTls } from './start-tls.ts';
import { status } from './status.ts';
import { store } from './store.ts';
import { subscribe } from './subscribe.ts';
import { close, unselect } from './unselect.ts';

/** A verb that has no row is known, but may not be given now. */
export type Table = {
  readonly [V in Verb]?: (
    session: Session,
    command: Extract<Command, { verb: V }>,
  ) => Answer | Promise<Answer>;
};

const inAnyState: Table = { CAPABILITY: capability, NOOP: noop, LOGOUT: logout, ID: id };

export const notAuthenticated: Table = {
  ...inAnyState,
  STARTTLS: startTls,
  AUTHENTICATE: authenticate,
  LOGIN: login,
};

export const authenticated: Table = {
  ...inAnyState,
  ENABLE: enable,
  SELECT: select,
  EXAMINE: select,
  CREATE: create,
  DELETE: deleteMailbox,
  RENAME: rename,
  SUBSCRIBE: subscribe,
  UNSUBSCRIBE: subscribe,
  LIST: list,
  LSUB: lsub,
  NAMESPACE: namespace,
  STATUS: status,
  GETQUOTA: getQuota,
  GETQUOTAROOT: getQuotaRoot,
  IDLE: idle,
  APPEND: append,
};

export const selected: Table = {
  ...authenticated,
  CHECK: check,
  CLOSE: close,
  UNSELECT: unselect,
  EXPUNGE: expunge,
  COPY: copy,
  MOVE: move,
  FETCH: fetch,
  STORE: store,
  SEARCH: search,
};
