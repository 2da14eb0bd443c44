import { assert } from 'chai';
import fc from 'fast-check';
import {
  affinityOf,
  createProfile,
  DAY,
  fold,
  HALF_LIFE,
  INTERACTIONS,
  interactionTable,
  isUndone,
  LANDMARK,
  prune,
  recentInteractions,
  registered,
  restoreProfile,
  snapshotOf,
  subjectOf,
  weightOf,
  type KeyedInteraction,
  type Profile,
} from '../../src/core/index.js';

const NOW = LANDMARK + 500 * DAY;
const WRITERS = ['a'.repeat(22), 'b'.repeat(22), 'c'.repeat(22)];

/** The definition, written without any incremental state. */
function closedForm(rows: readonly KeyedInteraction[], now: number): Map<string, number> {
  const undone = (row: KeyedInteraction) =>
    rows.some(
      (it) =>
        it.type === 'undo' &&
        it.target?.[0] === row.writer &&
        it.target[1] === row.seq &&
        it.at - row.at <= 30 * DAY,
    );
  const live = rows.filter((row) => row.type !== 'undo' && !undone(row));
  const counting = live.filter((row) => {
    const register = INTERACTIONS.get(row.type)?.register;
    if (!register) return true;
    const rivals = live.filter(
      (it) =>
        INTERACTIONS.get(it.type)?.register === register &&
        subjectOf(register, it) === subjectOf(register, row),
    );
    return rivals.every(
      (it) =>
        it === row ||
        it.at < row.at ||
        (it.at === row.at && (it.writer < row.writer || (it.writer === row.writer && it.seq < row.seq))),
    );
  });
  const affinities = new Map<string, number>();
  for (const row of counting)
    for (const feature of row.features)
      affinities.set(
        feature,
        (affinities.get(feature) ?? 0) + row.weight * 2 ** ((row.at - now) / HALF_LIFE),
      );
  return affinities;
}

const interaction = fc.record({
  type: fc.constantFrom(...INTERACTIONS.keys()),
  item: fc.integer({ min: 0, max: 5 }),
  value: fc.integer({ min: 2, max: 10 }).map((halves) => halves / 2),
  // Whole days, so that many happen at the same time.
  age: fc.integer({ min: 0, max: 60 }),
  writer: fc.constantFrom(...WRITERS),
  target: fc.integer({ min: 0, max: 30 }),
});

/** Numbers each writer's interactions 1, 2, 3… and lets undo name any of them. */
const log = fc.array(interaction, { maxLength: 30 }).map((drafts): KeyedInteraction[] => {
  const next = new Map<string, number>();
  const keys = drafts.map(({ writer }) => {
    const seq = (next.get(writer) ?? 0) + 1;
    next.set(writer, seq);
    return [writer, seq] as const;
  });
  return drafts.map(({ type, item, value, age, target }, i) => ({
    type,
    itemId: `item-${item}`,
    at: NOW - age * DAY,
    weight: weightOf(INTERACTIONS, type, value),
    features: [`genre:${item % 3}`, `cast:${item}`],
    writer: keys[i]![0],
    seq: keys[i]![1],
    ...(type === 'rate' && { value }),
    ...(type === 'undo' && { target: keys[target % keys.length]! }),
  }));
});

function folded(rows: readonly KeyedInteraction[]): Profile {
  const profile = createProfile(INTERACTIONS);
  for (const row of rows) fold(profile, row);
  return profile;
}

function assertSame(actual: Profile, expected: Profile): void {
  for (const feature of new Set([...actual.sums.keys(), ...expected.sums.keys()]))
    assert.closeTo(affinityOf(actual, feature, NOW), affinityOf(expected, feature, NOW), 1e-9, feature);
  assert.deepEqual(recentInteractions(actual), recentInteractions(expected));
  for (const register of ['rating', 'watchlist', 'dismissed', 'muted'] as const)
    for (const subject of expected.registers[register].keys())
      assert.deepEqual(registered(actual, register, subject), registered(expected, register, subject));
}

describe('a profile', () => {
  it('equals the closed formula', () => {
    fc.assert(
      fc.property(log, (rows) => {
        const profile = folded(rows);
        const expected = closedForm(rows, NOW);
        for (const feature of new Set([...expected.keys(), ...profile.sums.keys()]))
          assert.closeTo(affinityOf(profile, feature, NOW), expected.get(feature) ?? 0, 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for any order and any duplication', () => {
    fc.assert(
      fc.property(log, fc.infiniteStream(fc.nat()), (rows, random) => {
        const draws = random[Symbol.iterator]();
        const shuffled = [...rows, ...rows.filter(() => draws.next().value % 2)]
          .map((row) => [draws.next().value as number, row] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, row]) => row);
        assertSame(folded(shuffled), folded(rows));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same when part of it went through a snapshot and was pruned', () => {
    fc.assert(
      fc.property(log, fc.nat(), (rows, cut) => {
        const first = folded(rows.slice(0, cut % (rows.length + 1)));
        prune(first, NOW);
        const json = JSON.parse(JSON.stringify(snapshotOf(first, {}))) as ReturnType<typeof snapshotOf>;
        const resumed = restoreProfile(INTERACTIONS, json);
        for (const row of rows.slice(cut % (rows.length + 1))) fold(resumed, row);
        assertSame(resumed, folded(rows));
      }),
      { numRuns: 500 },
    );
  });

  it('counts the newest rating of an item alone, and the one before when that is undone', () => {
    const rate = (seq: number, value: number): KeyedInteraction => ({
      type: 'rate',
      itemId: 'x',
      value,
      at: NOW + seq,
      weight: weightOf(INTERACTIONS, 'rate', value),
      features: ['genre:Drama'],
      writer: WRITERS[0]!,
      seq,
    });
    const profile = folded([rate(1, 5), rate(2, 1)]);
    assert.closeTo(affinityOf(profile, 'genre:Drama', NOW), -0.3, 1e-6);
    fold(profile, { ...rate(3, 1), type: 'undo', target: [WRITERS[0]!, 2], weight: 0 });
    assert.closeTo(affinityOf(profile, 'genre:Drama', NOW), 0.7, 1e-6);
    assert.equal(registered(profile, 'rating', 'x')?.value, 5);
    assert.isTrue(isUndone(profile, rate(2, 1)));
  });

  it('ignores an undo that comes more than 30 days after its target', () => {
    const row: KeyedInteraction = {
      type: 'click',
      itemId: 'x',
      at: NOW,
      weight: 0.1,
      features: ['genre:Drama'],
      writer: WRITERS[0]!,
      seq: 1,
    };
    const undo = { ...row, type: 'undo', seq: 2, weight: 0, target: [WRITERS[0]!, 1] as const };
    const late = folded([row, { ...undo, at: NOW + 31 * DAY }]);
    assert.closeTo(affinityOf(late, 'genre:Drama', NOW), 0.1, 1e-9);
    const intime = folded([{ ...undo, at: NOW + 29 * DAY }, row]);
    assert.closeTo(affinityOf(intime, 'genre:Drama', NOW), 0, 1e-9);
  });

  it('takes a feature or item called __proto__ for a name like any other', () => {
    const table = interactionTable({ ['__proto__']: { weight: 1, subject: 'item' } });
    const profile = createProfile(table);
    fold(profile, {
      type: 'click',
      itemId: '__proto__',
      at: NOW,
      weight: 0.1,
      features: ['__proto__', 'genre:constructor'],
      writer: WRITERS[0]!,
      seq: 1,
    });
    assert.closeTo(affinityOf(profile, '__proto__', NOW), 0.1, 1e-9);
    assert.equal(({} as Record<string, unknown>)['genre:constructor'], undefined);
  });
});
