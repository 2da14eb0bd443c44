import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { duration } from '../../server-adapter/cli/duration.js';
import { createProgress } from '../../server-adapter/cli/progress.js';
import { scheduleTraining } from '../../server-adapter/cli/train-schedule.js';

import { wholeNumber } from '../../server-adapter/cli/whole-number.js';
import { run as serveCommand } from '../../server-adapter/cli/serve.js';
import { createItemModel, serve, sqliteBackend } from '../../server-adapter/index.js';

import { createCatalog } from '../../src/core/index.js';

import { modelOf } from './test-adapter.js';
let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'attune-commands-'))));
after(() => rm(folder, { recursive: true, maxRetries: 5 }));
describe('commands, at their edges', () => {
  const catalog = createCatalog(Array.from({ length: 30 }, (_, i) => ({ id: `i${i}`, genres: ['A'] })));
  const store = async () => {
    const data = await mkdtemp(join(folder, 'data-'));
    await (await sqliteBackend({ path: join(data, 'attune.db') })).close();
    return data;
  };
  const until = async (holds: () => unknown) => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const quiet = {
    report: (line: string) => {
      throw new Error(line);
    },
  };
  it('does not train while the model is young enough', async () => {
    const data = await store();
    await writeFile(join(data, 'model.bin'), modelOf({ 1: '4' }));
    const waits: number[] = [];
    const { setTimeout: real } = globalThis;
    globalThis.setTimeout = ((work: () => void, wait: number) => {
      waits.push(wait);
      return real(work, wait);
    }) as typeof setTimeout;
    const every = 60 * 86400_000;
    const schedule = scheduleTraining({ every, data, catalog, model: createItemModel(), ...quiet });
    await until(() => waits.some((wait) => wait > 1000));
    globalThis.setTimeout = real;
    await schedule.close();
    assert.isBelow(Math.max(...waits), 2 ** 31, 'a longer timer would go off at once');
    assert.notInclude(await readdir(data), 'items.json');
  });
  it('trains again when the model has become old', async () => {
    const data = await store();
    const path = join(data, 'model.bin');
    const model = createItemModel();
    const schedule = scheduleTraining({ every: 1000, data, catalog, model, ...quiet });
    await until(() => model.version);
    const { mtimeMs } = await stat(path);
    await until(async () => (await stat(path)).mtimeMs > mtimeMs);
    await schedule.close();
  });
  it('ends training when it is closed', async () => {
    const data = await store();
    const schedule = scheduleTraining({ every: 1000, data, catalog, model: createItemModel(), ...quiet });
    await until(async () => (await readdir(data)).includes('items.json'));
    const begun = performance.now();
    await schedule.close();
    assert.notInclude(await readdir(data), 'model.bin');
    assert.isBelow(performance.now() - begun, 300);
  });
  it('begins nothing after it was closed', async () => {
    const data = await store();
    await scheduleTraining({ every: 1000, data, catalog, model: createItemModel(), ...quiet }).close();
    assert.notInclude(await readdir(data), 'model.bin');
  });
  it('trains anew where the kept model is damaged', async () => {
    const data = await store();
    await writeFile(join(data, 'model.bin'), 'damaged');
    const reported: string[] = [];
    const { url, close } = await serve({
      data,
      catalog,
      port: 0,
      trainEvery: 3_600_000,
      report: (line) => reported.push(line),
    });
    await until(async () => (await fetch(`${url}api/model/`)).status === 200);
    assert.match(reported.join(), /^The model .*model.bin can't be used/);
    await close();
  });
  it('refuses a model beside a schedule', async () => {
    const error = await serveCommand(['--catalog', 'x', '--model', 'y', '--train-every', '1h']).catch(
      (it: unknown) => it,
    );
    assert.match(String(error), /--model and --train-every exclude each other/);
  });
  it('reads durations and whole numbers', () => {
    assert.deepEqual(
      ['90s', '30m', '24h', '7d'].map((it) => duration('--x', it)),
      [90e3, 1800e3, 86400e3, 604800e3],
    );
    for (const bad of ['', '0h', '1', 'h', '1.5h', '-1h', '1w'])
      assert.throws(() => duration('--x', bad), /--x is not valid: pass a duration/);
    assert.deepEqual([wholeNumber('--x', '12'), wholeNumber('--x', undefined)], [12, undefined]);
    for (const bad of ['', '-1', '1.5', 'two', '1e3'])
      assert.throws(() => wholeNumber('--x', bad), /--x is not valid: pass a whole number/);
  });
  it('writes a line now and then where lines stay, and a bar that goes on a terminal', () => {
    const written: string[] = [];
    let now = 0;
    const stream = { isTTY: false, write: (text: string) => (written.push(text), true) };
    const progress = createProgress(stream, () => now);
    for (const done of [0, 1, 2]) progress.show('Fitting', done, 4);
    now = 10_000;
    progress.show('Fitting', 3, 4);
    progress.show('Counting', 0, 0);
    progress.clear();
    assert.deepEqual(written, ['Fitting 0 %\n', 'Fitting 75 %\n', 'Counting 100 %\n']);
  });
});
