// LOGIN, the client's half: a name, then a password, each asked for. It never became an RFC (draft-murchison-sasl-login);
// servers write what they like into their two questions.

import type { ClientExchange } from './mechanism.ts';

export function loginClient(name: string, secret: string): ClientExchange {
  const answers = [name, secret];
  return {
    initial: undefined,
    prompted: true,
    get satisfied() {
      return answers.length === 0;
    },
    respond() {
      const answer = answers.shift();
      return answer === undefined ? undefined : Buffer.from(answer, 'utf8');
    },
  };
}
