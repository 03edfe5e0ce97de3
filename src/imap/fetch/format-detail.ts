// What the index keeps of a message, as FETCH says it. RFC 9051 §7.5.2, RFC 8474 §5, RFC 8514 §4.2

import { formatBody, type Part } from '../../message/index.ts';
import type { Details } from '../backend.ts';
import { formatDateTime } from '../syntax/date.ts';
import type { DetailItem } from './plan-fetch.ts';

/** One character per octet; the item's name included. */
export function formatDetail(item: DetailItem, details: Details): string {
  switch (item) {
    case 'INTERNALDATE':
      return `INTERNALDATE ${formatDateTime(details.internalDate)}`;
    case 'SAVEDATE':
      return `SAVEDATE ${formatDateTime(details.saveDate)}`;
    case 'RFC822.SIZE':
      return `RFC822.SIZE ${details.octets}`;
    case 'ENVELOPE':
      return `ENVELOPE ${details.envelope!}`;
    case 'BODYSTRUCTURE':
      return `BODYSTRUCTURE ${details.bodyStructure!}`;
    case 'BODY':
      return `BODY ${formatBody(JSON.parse(details.parts!) as Part)}`;
    case 'EMAILID':
      return `EMAILID (${details.emailId})`;
    case 'THREADID':
      return `THREADID (${details.threadId})`;
  }
}
