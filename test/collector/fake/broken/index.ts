// Every broken server that somebody met, by name: what a collector must live with.

import type { Behaviour } from '../behaviour.ts';
import { aol, berkeley, cyrus, exchange2000, exchangeEmptyRetr, office365 } from './endings.ts';
import { gmail } from './gmail.ts';
import { blankUids, manySpaces, messageIdAsUid, noUidl, okInEachLine, uwImap, wpPl } from './listings.ts';
import { capaCloses, capaRefusedAfterLogin, losesPipelined, okForPlus } from './logins.ts';
import {
  domino,
  exchange,
  hMailServer,
  maillennium,
  openMail,
  rewriting,
  stalwart,
  statNegative,
} from './sizes.ts';

/** Made anew for each server: some remember. */
export const brokenServers = {
  aol,
  berkeley,
  blankUids,
  capaCloses,
  capaRefusedAfterLogin,
  cyrus,
  domino,
  exchange,
  exchange2000,
  exchangeEmptyRetr,
  gmail,
  hMailServer,
  losesPipelined,
  maillennium,
  manySpaces,
  messageIdAsUid,
  noUidl,
  office365,
  okForPlus,
  okInEachLine,
  openMail,
  rewriting,
  stalwart,
  statNegative,
  uwImap,
  wpPl,
} satisfies { [name: string]: () => Behaviour };
