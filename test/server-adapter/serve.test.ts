import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';
import { createItemModel, serve, type Served, type ServeOptions } from '../../server-adapter/index.js';
import { encodeCatalog, type Capabilities } from '../../src/core/index.js';
import { catalog, cookieOf, jsonOf, modelOf } from './test-adapter.js';

const CLI = fileURLToPath(new URL('../../server-adapter/cli/attune.ts', import.meta.url));

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attune-'));
});
after(async () => {
  for (const { close } of started) await close();
  await rm(folder, { recursive: true });
});
let count = 0;
const started: Served[] = [];
const start = async (options: Partial<ServeOptions> = {}) => {
  const data = join(folder, String(++count));
  const served = await serve({ port: 0, catalog, data, report: () => undefined, ...options });
  started.push(served);
  return served;
};

describe('serve()', () => {
  it('answers over a real socket as curl asks', async () => {
    const { url, close } = await start();
    const track = (headers: Record<string, string> = {}) =>
      fetch(`${url}api/track/`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({ movie_id: 1, interaction_type: 'rate', rating_value: 5 }),
      });
    const first = await track();
    assert.equal(first.status, 200);
    const Cookie = cookieOf(first);
    assert.match(Cookie, /^attune=/);
    assert.equal((await jsonOf<{ interaction_id: number }>(track({ Cookie }))).interaction_id, 2);
    assert.equal((await fetch(`${url}api/refresh/`, { method: 'POST' })).status, 200);
    const insights = await fetch(`${url}api/user-insights/`, { headers: { Cookie } });
    assert.include(await insights.text(), '"Drama"');
    const catalogFile = await fetch(`${url}api/catalog/`, { headers: { 'Accept-Encoding': 'br' } });
    assert.equal(catalogFile.headers.get('Content-Encoding'), 'br');
    assert.deepEqual(await jsonOf<object>(catalogFile), JSON.parse(JSON.stringify(encodeCatalog(catalog))));
    const big = await fetch(`${url}api/track/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: 'x'.repeat(1e6),
    });
    assert.equal(big.status, 413);
    await close();
    await close();
  });

  it('refuses a data folder that the site would publish', async () => {
    const site = await mkdtemp(join(folder, 'open-'));
    const failed = await start({ site, data: join(site, 'data') }).catch((error: unknown) => error);
    assert.match(String(failed), /everybody can read: pass another one to --data/);
  });

  it('keeps visitors and their tokens over a restart', async () => {
    const data = join(folder, 'restart');
    const first = await start({ data });
    const sent = await fetch(`${first.url}api/track/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"movie_id":1,"interaction_type":"click"}',
    });
    const Cookie = cookieOf(sent);
    await first.close();
    assert.equal((await stat(join(data, 'secret'))).mode & 0o777, 0o600);
    assert.isAtLeast((await readFile(join(data, 'secret'), 'utf8')).length, 32);
    const second = await start({ data });
    const insights = await fetch(`${second.url}api/user-insights/`, { headers: { Cookie } });
    assert.include(await insights.text(), '"click":1');
    await second.close();
  });

  it('takes the next free port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const { url, close } = await start({ port });
    assert.isAbove(Number(new URL(url).port), port);
    await close();
    taken.close();
  });

  it("serves pages of one's own besides, and a folder", async () => {
    const site = await mkdtemp(join(folder, 'site-'));
    await writeFile(join(site, 'index.html'), '<h1>Films</h1>');
    const { url, close } = await start({ site, routes: (app) => app.get('/own', (c) => c.text('own')) });
    assert.equal(await (await fetch(`${url}own`)).text(), 'own');
    assert.equal(await (await fetch(url)).text(), '<h1>Films</h1>');
    assert.equal((await fetch(`${url}../../etc/passwd`)).status, 404);
    assert.equal((await fetch(`${url}api/nothing`)).status, 404);
    await close();
  });

  it('takes an item model, or the path of one', async () => {
    const path = join(folder, 'model.bin');
    await writeFile(path, modelOf({ 1: '4' }));
    const holder = createItemModel(modelOf({ 1: '5' }));
    const versions = [createItemModel(modelOf({ 1: '4' })).version, holder.version, null];
    for (const [i, options] of [{ model: path }, { model: holder }, {}].entries()) {
      const { url, close } = await start(options);
      const { model } = await jsonOf<Capabilities>(fetch(`${url}api/capabilities/`));
      assert.equal(model, versions[i]);
      assert.equal((await fetch(`${url}api/model/`)).status, model === null ? 204 : 200);
      await close();
    }
  });

  it('reads every shape of catalog, and says in one line what is wrong with it', async () => {
    const items = [{ id: 1, title: 'One' }, { title: 'Two' }, { id: 3, year: 'x' }];
    for (const [shape, size] of [
      [items, 2],
      [{ items }, 2],
      [encodeCatalog(catalog), 40],
    ] as const) {
      const path = join(folder, 'catalog.json');
      await writeFile(path, JSON.stringify(shape));
      const lines: string[] = [];
      const { url, close } = await start({ catalog: path, report: (line) => lines.push(line) });
      const response = await fetch(`${url}api/realtime-recommendations/?limit=100`);
      assert.equal((await jsonOf<{ count: number }>(response)).count, size);
      assert.deepEqual(
        lines.map((line) => line.slice(path.length)),
        size === 40
          ? []
          : [
              ': 3 problems, the first: entry 1 has no usable id and is left out: give it an id of 1 to 200 characters.',
            ],
      );
      await close();
    }
  });
});

describe('the command attune', () => {
  const attune = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      execFile(process.execPath, ['--import', 'tsx', CLI, ...args], (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
      );
    });

  it('helps', async () => {
    for (const args of [['--help'], [], ['serve', '--help']]) {
      const { code, out } = await attune(...args);
      assert.equal(code, 0);
      assert.include(out, 'serve');
    }
  });

  it('ends with 2 and a remedy where it is called wrongly', async () => {
    const films = join(folder, 'one.json');
    await writeFile(films, '[{"id": 1, "title": "One"}]');
    const cut = join(folder, 'cut.bin');
    await writeFile(cut, modelOf({ 1: '4' }).subarray(0, -1));
    for (const [args, remedy] of [
      [['fly'], /no command "fly"/],
      [['serve'], /--catalog is missing: pass/],
      [['serve', '--nope'], /--help/],
      [['serve', '--catalog', 'x', '--port', '99999'], /--port is not valid: pass/],
      [['serve', '--catalog', '/nowhere.json'], /can't be read: check its path/],
      [['serve', '--catalog', CLI], /is not valid JSON/],
      [['serve', '--catalog', films, '--model', '/no.bin'], /model \/no.bin can't be read: check its path/],
      [
        ['serve', '--catalog', films, '--model', CLI],
        /attune.ts can't be used. It is no item model: make one/,
      ],
      [
        ['serve', '--catalog', films, '--model', cut],
        /cut.bin can't be used. The item model is damaged or cut/,
      ],
      [['serve', '--catalog', films, '--data', '/dev/null/x'], /can't be made: pass another/],
      [
        ['serve', '--catalog', films, '--data', folder, '--host', '192.0.2.1'],
        /can't be listened on \(EADDRNOTAVAIL\)/,
      ],
    ] as const) {
      const { code, out } = await attune(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(out, remedy);
      assert.notInclude(out, '    at ');
    }
  });

  it('serves until it is told to end', async () => {
    const path = join(folder, 'films.json');
    await writeFile(path, '[{"id": 1, "title": "One"}]');
    const model = join(folder, 'served.bin');
    await writeFile(model, modelOf({ 1: '4' }));
    const data = join(folder, 'cli');
    const args = ['serve', '--catalog', path, '--model', model, '--data', data, '--port', '0'];
    const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    );
    const url = /http:\S+/.exec(line)?.[0] ?? '';
    assert.equal((await fetch(`${url}healthz`)).status, 200);
    assert.equal((await fetch(`${url}api/model/`)).status, 200);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });
});
