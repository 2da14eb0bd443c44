import { assert } from 'chai';
import * as stages from '../../src/core/ranking/stages/index.js';
import { rankingStageSuite, type Stage } from '../suites/ranking-stages.js';

/** One of each that a factory makes. */
const MADE: Partial<Record<keyof typeof stages, Stage>> = {
  boost: stages.boost(({ year }) => (year ?? 0) > 1990, 'Recent'),
  bury: stages.bury(({ genres }) => genres?.includes('Horror') ?? false),
  diversity: stages.diversity(),
  neighbours: stages.neighbours(),
  neighboursOf: stages.neighboursOf('film-7'),
  pin: stages.pin({ 0: 'film-3', 4: 'film-200', 7: 'nowhere' }),
  seasonal: stages.seasonal([
    { name: 'the dark season', from: '10-15', to: '03-20', features: ['genre:Horror', 'genre:nothing'] },
  ]),
  sequence: stages.sequence(),
  similarTo: stages.similarTo('film-7'),
  without: stages.without(({ id }) => id.endsWith('1')),
};

describe('every stage of the folder', () => {
  for (const [name, exported] of Object.entries(stages) as [keyof typeof stages, unknown][]) {
    if (name === 'seenAs') continue;
    const stage = typeof exported === 'function' ? MADE[name] : (exported as Stage);
    if (stage) rankingStageSuite(name, stage);
    else it(`has ${name} in this test`, () => assert.fail(`Add one that ${name} makes to MADE`));
  }
});
