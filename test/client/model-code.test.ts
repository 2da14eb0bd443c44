import { assert } from 'chai';
import { delay, http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { until } from '../widgets/until.js';
import { closeAll, start } from './films.js';

const worker = setupWorker();

/** In a file of its own: a module that was loaded once is there for good. */
describe('the code that reads an item model', () => {
  before(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
  after(() => {
    worker.stop();
  });
  afterEach(closeAll);

  it('is one report where it does not load, and lists go on without it', async () => {
    worker.use(http.get('*/src/load-model.ts', () => HttpResponse.error()));
    const { attune, errors } = start({ model: '/model.bin' });
    await attune.ready;
    await until(() => errors.length);
    assert.equal(errors[0]?.code, 'model-unavailable');
    assert.include(errors[0]?.message, '/model.bin');
    assert.lengthOf(attune.recommend({ limit: 5 }), 5);
  });

  it('holds the start up no longer than a moment where it does not come', async () => {
    worker.use(http.get('*/src/load-model.ts', () => delay('infinite')));
    const { attune, errors } = start({ model: '/model.bin' });
    await attune.ready;
    assert.lengthOf(attune.recommend({ limit: 5 }), 5);
    assert.isEmpty(errors);
  });
});
