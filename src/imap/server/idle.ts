// IDLE: what is new is told at once, until the client says DONE. RFC 2177, RFC 9051 §6.3.13

import { type Answer, bad, ok } from './answer.ts';
import { tellNews } from './news.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export async function idle(session: Session): Promise<Answer> {
  const { connection, selected, surroundings } = session;
  // RFC 2177 §3: a client that is gone ends it too, however much there is to tell: half an hour from the beginning.
  const until = surroundings.now() + surroundings.limits.idle;
  connection.write('+ idling\r\n');
  const unlisten = selected?.mailbox.onChange(() => connection.nudge());
  try {
    for (;;) {
      if (selected) await tellNews(session, true);
      const line = connection.takeLine();
      if (line === undefined) await session.input(Math.max(1, until - surroundings.now()));
      else if (typeof line === 'string' && /^done$/i.test(line)) return ok(texts.completed('IDLE'));
      else return bad(texts.needsDone);
    }
  } finally {
    unlisten?.();
  }
}
