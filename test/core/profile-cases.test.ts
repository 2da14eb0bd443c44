import { assert } from 'chai';
import {
  affinityOf,
  createProfile,
  fold,
  INTERACTIONS,
  registered,
  weightOf,
  type Key,
  type KeyedInteraction,
} from '../../src/core/index.js';
import cases from '../cases/profile.json' with { type: 'json' };

const WRITERS = ['a', 'b', 'c'].map((letter) => letter.repeat(22));

/** The same 10,000 interactions in every engine, with what they come to by the definition. */
function interactions(): KeyedInteraction[] {
  const next = [0, 0, 0];
  const keys = cases.rows.map(([, , , writer]): Key => [WRITERS[writer!]!, ++next[writer!]!]);
  return cases.rows.map(([type, item, minutes, , extra], i): KeyedInteraction => {
    const name = cases.types[type!]!;
    const genre = (n: number) => `genre:${cases.genres[n % 7]!}`;
    const value = name === 'rate' ? extra! / 2 : undefined;
    return {
      type: name,
      itemId: `item-${item!}`,
      value,
      at: cases.now - minutes! * 60000,
      weight: weightOf(INTERACTIONS, name, value),
      features: [...new Set([genre(item!), genre(item! * 3 + 1), `decade:${1970 + (item! % 6) * 10}`])],
      target: name === 'undo' ? keys[extra!] : undefined,
      writer: keys[i]![0],
      seq: keys[i]![1],
    };
  });
}

describe('the golden profile', () => {
  for (const [order, rows] of [
    ['in the order given', interactions()],
    ['backwards', interactions().reverse()],
  ] as const)
    it(`comes out of 10,000 interactions ${order}, within 1e-9`, () => {
      const profile = createProfile(INTERACTIONS);
      for (const row of rows) fold(profile, row);
      for (const [feature, expected] of Object.entries(cases.affinities))
        assert.closeTo(affinityOf(profile, feature, cases.now), expected, 1e-9, feature);
      assert.sameMembers([...profile.sums.keys()], Object.keys(cases.affinities));
      for (const itemId of profile.registers.rating.keys())
        assert.equal(registered(profile, 'rating', itemId)?.value, cases.ratings[itemId as never], itemId);
    });
});
