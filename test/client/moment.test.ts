import { assert } from 'chai';
import { createCatalog, createProfile, INTERACTIONS, type ItemModel } from '../../src/core/index.js';
import { createMoment } from '../../src/stores/moment.js';

describe('a moment', () => {
  const profile = createProfile(INTERACTIONS);
  const empty = { spread: () => 0 as const, loudest: () => undefined };
  const modelOf = (version: string): ItemModel => ({
    version,
    liked: new Uint8Array(),
    neighbours: empty,
    sequence: empty,
  });
  let catalog = createCatalog([{ id: 1 }]);
  let now = 0;
  let shown = false;
  const create = () =>
    createMoment({ catalog: () => catalog, profile: () => profile, now: () => now, isShown: () => shown });

  beforeEach(() => {
    [now, shown] = [0, false];
  });

  it('is one context until something changes or a second has passed', () => {
    const { context, end } = create();
    const first = context();
    now = 1000;
    assert.equal(context(), first);
    now = 1001;
    const second = context();
    assert.notEqual(second, first);
    assert.equal(second.now, 1001);
    end();
    assert.notEqual(context(), second);
    now = -1000;
    assert.equal(context().now, -1000);
  });

  it('lets a model count at once where nobody looks', () => {
    const { context, bring } = create();
    context();
    bring('model', () => modelOf('a'));
    assert.equal(context().model?.version, 'a');
  });

  it('keeps a model back while somebody looks, until something happens', () => {
    const { context, bring, end, admit } = create();
    context();
    shown = true;
    bring('model', () => modelOf('a'));
    assert.isUndefined(context().model);
    end();
    assert.isUndefined(context().model);
    bring('model', () => modelOf('b'));
    admit();
    assert.equal(context().model?.version, 'b');
  });

  it('gives a model for every catalog once, and not in the frame that first uses it', () => {
    const given: number[] = [];
    const { context, bring, admit, end } = create();
    bring('model', ({ size }) => {
      given.push(size);
      return modelOf(String(size));
    });
    assert.deepEqual(given, [1]);
    context();
    end();
    context();
    assert.deepEqual(given, [1]);
    catalog = createCatalog([{ id: 1 }, { id: 2 }]);
    admit();
    assert.equal(context().model?.version, '2');
    assert.deepEqual(given, [1, 2]);
  });

  it('goes on with what it has where what came can’t be used', () => {
    const { context, bring, admit } = create();
    bring('model', () => modelOf('a'));
    assert.throws(() =>
      bring('model', () => {
        throw new TypeError('no model');
      }),
    );
    admit();
    assert.equal(context().model?.version, 'a');
  });
});
