import { test } from 'node:test';
import { checkModel } from '../../test/dialogues/check-model.ts';

test('whatever a client does, its maildrop keeps the promises of RFC 1939', () => checkModel({ runs: 250 }));
