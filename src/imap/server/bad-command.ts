// How what is no command is answered, before anything was done. RFC 9051 §7.1.3, RFC 5530 §3

import type { BadCommand } from '../syntax/command.ts';
import { type Answer, bad, no } from './answer.ts';
import { texts } from './texts.ts';

export function answerBad(command: BadCommand): Answer {
  switch (command.why) {
    case 'unknown':
      return bad(texts.unknown);
    case 'http':
      return bad(texts.notHttp);
    case 'too-long':
      return bad(texts.tooLong);
    case 'literal':
      return no(texts.literalTooLarge, 'LIMIT');
    case 'arguments':
      return bad(texts.badArguments(command.of));
    case 'limit':
      return no(texts.tooMuchOf(command.of), 'LIMIT');
    case 'charset':
      return no(texts.badCharset, 'BADCHARSET (US-ASCII UTF-8)');
    case 'mailbox-name':
      return no(texts.badName, makesMailbox.has(command.of) ? 'CANNOT' : 'NONEXISTENT');
  }
}

const makesMailbox: ReadonlySet<string> = new Set(['CREATE', 'RENAME', 'SUBSCRIBE']);
