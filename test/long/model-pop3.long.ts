// The model of a maildrop against many more sessions: the same ones each time, and as many new ones.
import { test } from 'node:test';
import { checkModel } from '../dialogues/check-model.ts';
import { chooseSeed } from './choose-seed.ts';

const runs = 8_000;
const seeds = [1, 1081, 1225, 1460, 1725, 1939];

for (const seed of seeds)
  test(`a maildrop keeps the promises of RFC 1939 in ${runs} sessions of seed ${seed}`, () =>
    checkModel({ runs, seed }));

test(`a maildrop keeps them in ${runs} sessions of a new seed`, (t) =>
  checkModel({ runs, seed: chooseSeed(t) }));
