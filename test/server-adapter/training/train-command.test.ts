import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';
import { serve, sqliteBackend } from '../../../server-adapter/index.js';
import {
  createCatalog,
  decodeModel,
  featuresOf,
  INTERACTIONS,
  LANDMARK,
  type Capabilities,
  type Interaction,
} from '../../../src/core/index.js';
import { jsonOf } from '../test-adapter.js';
import { madeUpLikes } from './made-up.js';

const CLI = fileURLToPath(new URL('../../../server-adapter/cli/attune.ts', import.meta.url));
const NOW = LANDMARK + 400 * 86400000;

const likes = madeUpLikes({ users: 60 });
const items = likes.itemIds.map((id, i) => ({
  id,
  title: `Title, “${i}” (1999)`,
  genres: [`Genre ${i % 4}`],
}));
const catalog = createCatalog(items);

let folder: string;
let paths: Record<'ratings' | 'csv' | 'json' | 'lines' | 'out' | 'none' | 'foreign' | 'few', string>;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attune-train-'));
  const path = (name: string) => join(folder, name);
  paths = {
    ratings: path('ratings.csv'),
    csv: path('items.csv'),
    json: path('items.json'),
    lines: path('interactions.jsonl'),
    out: path('model.bin'),
    none: path('none.json'),
    foreign: path('foreign.json'),
    few: path('few.csv'),
  };
  const ratings = [...likes.users].map(
    (user, i) => `${user},${likes.itemIds[likes.items[i]!]},4.5,${likes.times[i]}`,
  );
  await writeFile(paths.ratings, `userId,movieId,rating,timestamp\n${ratings.join('\n')}\n7,item-1,oops,3\n`);
  const rows = items.map(
    ({ id, title, genres }) => `${id},"${title.replaceAll('"', '""')}",${genres.join('|')}`,
  );
  await writeFile(paths.csv, `\uFEFFmovieId,title,genres\r\n${rows.join('\r\n')}\r\n`);
  await writeFile(paths.json, JSON.stringify(items));
  await writeFile(paths.none, '[]');
  await writeFile(paths.few, 'userId,movieId,rating,timestamp\n1,item-1,5,1\n');
  await writeFile(paths.foreign, '[{"id": "other", "title": "Other"}]');
  const lines = [...likes.users].map((user, i) =>
    JSON.stringify({ identity: `visitor ${user}`, ...rowOf(i), writer: `w${user}`, seq: i + 1, weight: 0.7 }),
  );
  await writeFile(paths.lines, `${lines.join('\n')}\n`);
});
after(() => rm(folder, { recursive: true, maxRetries: 5 }));

function rowOf(place: number): Interaction {
  const item = catalog.item(likes.items[place]!);
  const at = NOW - 86400000 + likes.times[place]!;
  return { type: 'rate', value: 5, itemId: item.id, at, features: featuresOf(item) };
}

/** What a visitor did, stored the way an adapter does it. */
async function storedIn(data: string) {
  const backend = await sqliteBackend({ path: join(data, 'attune.db'), synchronous: 'OFF' });
  for (let user = 0; user < likes.userCount; user++) {
    const own = [...likes.users.keys()].filter((place) => likes.users[place] === user);
    const batches = [{ writer: 'w'.repeat(22), from: 1, rows: own.map((place) => ({ row: rowOf(place) })) }];
    await backend.append(`visitor ${user}`, { table: INTERACTIONS, receipt: NOW, epoch: 0, batches });
  }
  await backend.close();
}

function attune(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', CLI, ...args, '--threads', '0'], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out + err });
    });
  });
}

const modelAt = async (path: string) => decodeModel(await readFile(path));

describe('attune train', () => {
  it('makes the same model of ratings and items in each form', async () => {
    const one = await attune('train', '--ratings', paths.ratings, '--items', paths.csv, '--out', paths.out);
    assert.equal(one.code, 0, one.out);
    assert.match(one.out, /model.bin: 720 likes of 60 visitors, 60 items, \d+ kB gzip/);
    assert.match(
      one.out,
      /1 of 721 lines lack a user, an item, or a number as rating or time, and are left out; the first is line 722/,
    );
    const { version } = await modelAt(paths.out);
    const two = await attune(
      'train',
      '--interactions',
      paths.lines,
      '--items',
      paths.json,
      '--out',
      paths.out,
    );
    assert.equal((await modelAt(paths.out)).version, version, two.out);
    const data = await mkdtemp(join(folder, 'data-'));
    await storedIn(data);
    const three = await attune('train', '--from-store', data, '--items', paths.json, '--out', paths.out);
    assert.equal((await modelAt(paths.out)).version, version, three.out);
  });

  it('needs a catalog only', async () => {
    const { code, out } = await attune('train', '--items', paths.json, '--out', paths.out);
    assert.equal(code, 0, out);
    assert.lengthOf((await modelAt(paths.out)).ids, 60);
  });

  it('refuses what does not fit into memory before it begins, and leaves the file before alone', async () => {
    await writeFile(paths.out, 'before');
    const args = ['--ratings', paths.ratings, '--items', paths.json, '--out', paths.out, '--memory', '0.1'];
    const { code, out } = await attune('train', ...args);
    assert.equal(code, 2);
    assert.match(out, /needs about 0.2 GB of memory, and 0.1 GB can be had: pass fewer ratings/);
    assert.equal(await readFile(paths.out, 'utf8'), 'before');
  });

  it('says what is wrong, and what to do, without a stack', async () => {
    const empty = join(folder, 'empty.csv');
    await writeFile(empty, 'userId,movieId,rating,timestamp\n');
    for (const [args, remedy] of [
      [[], /--items is missing: pass the path/],
      [['--items', '/nowhere.csv'], /nowhere.csv can't be read as CSV: check its path/],
      [['--items', paths.json, '--ratings', '/nowhere.csv'], /nowhere.csv can't be read: check its path/],
      [['--items', paths.json, '--ratings', paths.csv], /has no column userId: begin it with a header line/],
      [['--items', paths.json, '--ratings', empty], /has no ratings: pass one with some/],
      [['--items', paths.json, '--interactions', paths.json], /line 1, is no interaction: it needs identity/],
      [['--items', paths.json, '--interactions', '/nowhere'], /nowhere can't be read: check its path/],
      [['--items', paths.json, '--from-store', folder], /There is no .*attune.db: pass the folder/],
      [
        ['--items', paths.json, '--ratings', paths.ratings, '--from-store', folder],
        /exclude one another: pass one/,
      ],
      [['--items', paths.json, '--out', folder], /--out is not valid: pass the path of a file, not a folder/],
      [['--items', paths.json, '--out', ''], /--out is not valid: pass the path of a file, not nothing/],
      [['--items', paths.none], /has no items: pass one with some/],
      [
        ['--items', paths.foreign, '--ratings', paths.ratings],
        /None of the 60 liked items is in .*foreign.json: pass/,
      ],
      [['--items', paths.json, '--memory', 'much'], /--memory is not valid: pass a number/],
      [
        ['--items', paths.json, '--out', '/dev/null/x'],
        /can't be written to .*: make the folder .*null, or pass another one/,
      ],
      [['--nope'], /--help/],
    ] as const) {
      const { code, out } = await attune('train', ...args);
      assert.equal(code, 2, `${args.join(' ')}: ${out}`);
      assert.match(out, remedy);
      assert.notInclude(out, '    at ');
    }
  });
});

describe('attune evaluate', () => {
  const files = () => ['--ratings', paths.ratings, '--items', paths.csv];

  it('prints a table of the product, baselines and what is left without its parts', async () => {
    const { code, out } = await attune('evaluate', ...files(), '--protocol', 'next-item');
    assert.equal(code, 0, out);
    for (const name of [
      'default',
      'popular',
      'random',
      'genre-preferences',
      'item-knn',
      'without-neighbours',
    ])
      assert.match(out, new RegExp(`^${name} +(\\d+\\.\\d{4} +){9}`, 'm'));
  });

  it('prints JSON', async () => {
    const { out } = await attune('evaluate', ...files(), '--protocol', 'new-visitor', '--json');
    const { protocol, models } = JSON.parse(out.slice(out.indexOf('{'), out.lastIndexOf('}') + 1)) as {
      protocol: string;
      models: Record<string, object>;
    };
    assert.equal(protocol, 'new-visitor');
    const metrics = [
      'hr10',
      'ndcg10',
      'mrr10',
      'recall20',
      'recall50',
      'ndcg100',
      'ild10',
      'coverage10',
      'novelty10',
    ];
    assert.hasAllKeys(models.default, [...metrics, 'kb']);
  });

  it('says what is wrong, and what to do', async () => {
    for (const [args, remedy] of [
      [[], /--ratings is missing: pass the path/],
      [['--ratings', paths.ratings], /--items is missing: pass the path/],
      [[...files(), '--protocol', 'x'], /--protocol is not valid: pass next-item or/],
      [[...files(), '--json'], /--json needs --protocol/],
      [
        ['--ratings', paths.few, '--items', paths.csv],
        /nobody to ask for next-item: pass ratings of more visitors/,
      ],
    ] as const) {
      const { code, out } = await attune('evaluate', ...args);
      assert.equal(code, 2, out);
      assert.match(out, remedy);
    }
  });
});

describe('training on a schedule', () => {
  it('publishes a model from the store, and starts with it the next time', async () => {
    const data = await mkdtemp(join(folder, 'scheduled-'));
    await storedIn(data);
    const reported: string[] = [];
    const report = (line: string) => reported.push(line);
    const start = () => serve({ data, catalog, port: 0, trainEvery: 3_600_000, report });
    const version = async (url: string) =>
      (await jsonOf<Capabilities>(fetch(`${url}api/capabilities/`))).model;
    const first = await start();
    let model: string | null = null;
    while (!model && !reported.length) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      model = await version(first.url);
    }
    assert.deepEqual(reported, []);
    const served = await fetch(`${first.url}api/model/`);
    assert.equal(decodeModel(new Uint8Array(await served.arrayBuffer())).version, model);
    await first.close();
    const second = await start();
    assert.equal(await version(second.url), model, 'kept in the data folder');
    await second.close();
  });
});
