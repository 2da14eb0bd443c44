import { assert } from 'chai';
import * as v from 'valibot';
import {
  batchSchema,
  contextSchema,
  cursorSchema,
  interactionSchema,
  keySchema,
  problemOf,
  syncRequestSchema,
  trackRequestSchema,
} from '../../server-adapter/schemas.js';
import type { Batch, Context, Cursor, Interaction, Key, SyncRequest } from '../../src/core/index.js';

/** True where either can be assigned to the other; anything else does not compile below. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Out<S extends v.GenericSchema> = v.InferOutput<S>;
/** Rows are checked one by one, so a frame's are unknown. */
type Frame = Omit<Batch, 'rows'> & { rows: readonly unknown[] };
/** A field that only one of the two has would pass as optional: names are compared too. */
type SameFields<A, B> = Same<keyof A, keyof B> & Same<A, B>;

const same: [
  SameFields<Out<typeof contextSchema>, Context>,
  SameFields<Out<typeof interactionSchema>, Interaction>,
  SameFields<Out<typeof cursorSchema>, Cursor>,
  SameFields<Out<typeof batchSchema>, Frame>,
  SameFields<Out<typeof syncRequestSchema>, Omit<SyncRequest, 'batches'> & { batches: readonly Frame[] }>,
  Same<Out<typeof keySchema>, Key>,
] = [true, true, true, true, true, true];

describe('the schemas', () => {
  it('are the types of the contract', () => {
    assert.notInclude(same, false);
  });

  it('name the field and a remedy of our own for whatever is wrong, and never quote', () => {
    const evil = 'evil'.repeat(600);
    const values = [undefined, null, true, 1.5, -1, Infinity, evil, 'a\0', [], [evil], {}, { [evil]: evil }];
    const whole = {
      ...{ identity: 'a', nonce: 'n'.repeat(22), epoch: 0, cursor: { position: 1, stamp: '' } },
      batches: [{ writer: 'A'.repeat(22), from: 3, skip: [1, 2], rows: [] }],
      ...{ type: 'rate', itemId: '1', value: 1, at: 1, features: ['a'], target: ['A'.repeat(22), 1] },
      ...{ movie_id: 1, interaction_type: 'click', rating_value: 1 },
      context: { page: 'home', timestamp: 1 },
    };
    let problems = 0;
    for (const schema of [syncRequestSchema, interactionSchema, trackRequestSchema]) {
      assert.isTrue(v.is(schema, whole));
      for (const broken of [...values, ...variants(whole, values)]) {
        const { issues } = v.safeParse(schema, broken);
        if (!issues) continue;
        problems++;
        assert.match(problemOf(issues), /^[\w. ]+ is (missing|not valid): (pass|name) [^"]+\.$/);
        assert.notInclude(problemOf(issues), 'evil');
      }
    }
    assert.isAbove(problems, 300);
  });
});

/** The value with each part of it, however deep, replaced by each of these. */
function variants(value: unknown, replacements: readonly unknown[]): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    [...replacements, ...variants(part, replacements)].map((it) =>
      Array.isArray(value) ? value.with(Number(key), it) : { ...value, [key]: it },
    ),
  );
}
