import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assert } from 'chai';
import { launch, type Browser } from 'puppeteer-core';
import { findBrowser } from '../find-browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** npm as a script of Node, which needs no shell on any OS. */
const npm =
  process.env.npm_execpath ?? join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');

const FILMS = Array.from({ length: 30 }, (_, i) => ({
  id: i + 590,
  title: `Film ${i + 590}`,
  genres: [['Drama', 'Action', 'Comedy'][i % 3]!],
  year: 1990 + i,
  url: `/films/${i + 590}`,
}));

/** What somebody gets who installs the package and copies the snippets of its README. */
describe('the packed package in a fresh project', () => {
  let folder: string;
  let browser: Browser;
  let server: ChildProcess | undefined;
  let url = '';
  let snippets: { html: string; client: string; adapter: string; stages: string; ranker: string };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attune-fresh-'));
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const fenced = (language: string, mark: string) => {
      const found = [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))]
        .map(([, code]) => code ?? '')
        .find((code) => code.includes(mark));
      assert(found, `README has no ${language} snippet with ${mark}`);
      return found;
    };
    snippets = {
      html: fenced('html', 'attune.min.js'),
      client: fenced('ts', 'createAttune('),
      adapter: fenced('ts', 'createAdapter('),
      stages: fenced('ts', 'DEFAULT_STAGES.filters'),
      ranker: fenced('ts', 'Ranker'),
    };
    await run(process.execPath, [npm, 'pack', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
    });
    const tarball = join(folder, 'attune-0.1.0.tgz');
    const manifest = { name: 'fresh', private: true, type: 'module' };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    const install = [
      npm,
      'install',
      '--no-fund',
      '--no-audit',
      tarball,
      'typescript@6.0.3',
      'esbuild@0.28.2',
    ];
    await run(process.execPath, install, { cwd: folder });
    browser = await launch(await findBrowser());
  });

  after(async () => {
    await browser.close();
    if (server?.exitCode === null) {
      const gone = new Promise((resolve) => server?.once('exit', resolve));
      server.kill();
      await gone;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('has types that the README snippets compile against', async () => {
    const names = ['client', 'adapter', 'stages', 'ranker'] as const;
    for (const name of names) await writeFile(join(folder, `${name}.ts`), snippets[name]);
    const options = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'NodeNext',
        target: 'ES2022',
        lib: ['ES2023', 'DOM', 'DOM.Iterable'],
        types: [],
      },
      files: [...names.map((name) => `${name}.ts`), 'globals.d.ts'],
    };
    await writeFile(
      join(folder, 'globals.d.ts'),
      'declare const process: { env: Record<string, string | undefined> };',
    );
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
    await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], { cwd: folder }).catch(
      (error: unknown) => assert.fail((error as { stdout: string }).stdout),
    );
  });

  it('trains in threads what it trains without them, and measures', async () => {
    const liked = (user: number) => FILMS.filter(({ id }) => id % 3 === user % 3 && (id + user) % 7);
    const rows = Array.from({ length: 60 }, (_, user) =>
      liked(user).map(({ id }, i) => `${user},${id},${4 + (i % 2)},${1000 * user + i}`),
    ).flat();
    await writeFile(join(folder, 'ratings.csv'), `userId,movieId,rating,timestamp\n${rows.join('\n')}\n`);
    await writeFile(join(folder, 'items.json'), JSON.stringify(FILMS));
    const attune = (...args: string[]) =>
      run(
        process.execPath,
        ['node_modules/attune/dist/server-adapter/cli/attune.js', ...args, '--items', 'items.json'],
        { cwd: folder },
      );
    for (const threads of ['0', '2'])
      await attune('train', '--ratings', 'ratings.csv', '--out', `${threads}.bin`, '--threads', threads);
    const [none, two] = await Promise.all(['0', '2'].map((it) => readFile(join(folder, `${it}.bin`))));
    assert.isTrue(none!.equals(two!));
    const { stdout } = await attune(
      'evaluate',
      '--ratings',
      'ratings.csv',
      '--protocol',
      'new-visitor',
      '--json',
    );
    const { models } = JSON.parse(stdout) as { models: Record<string, { ndcg100: number }> };
    assert.isAbove(models.default!.ndcg100, models.random!.ndcg100);
  });

  it('serves from the command line', async () => {
    const site = join(folder, 'site');
    await mkdir(site);
    await writeFile(join(folder, 'films.json'), JSON.stringify(FILMS));
    await copyFile(join(folder, 'node_modules/attune/dist/attune.min.js'), join(site, 'attune.min.js'));
    await writeFile(join(site, 'tag.html'), `<!doctype html><title>tag</title>${snippets.html}`);
    const build = "{ entryPoints: ['client.ts'], bundle: true, format: 'esm', outfile: 'site/client.js' }";
    await writeFile(join(folder, 'build.mjs'), `import { build } from 'esbuild'; await build(${build});`);
    await run(process.execPath, ['build.mjs'], { cwd: folder });
    await writeFile(
      join(site, 'module.html'),
      '<!doctype html><title>module</title><script type="module" src="client.js"></script><attune-carousel></attune-carousel>',
    );
    const args = ['serve', '--catalog', 'films.json', '--data', 'data', '--port', '0', '--site', 'site'];
    const started = spawn(
      process.execPath,
      ['node_modules/attune/dist/server-adapter/cli/attune.js', ...args],
      { cwd: folder },
    );
    server = started;
    url = await new Promise((resolve, reject) => {
      let output = '';
      const read = (chunk: Buffer) => {
        output += String(chunk);
        const found = /http:\/\/\S+/.exec(output)?.[0];
        if (found) resolve(found);
      };
      started.stdout.on('data', read);
      started.stderr.on('data', read);
      started.once('exit', () => reject(new Error(`attune serve ended: ${output}`)));
    });
    assert.equal((await fetch(`${url}healthz`)).status, 200);
  });

  it('works from the script tag of the README', async () => {
    const page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${url}tag.html`);
    await page.waitForSelector('attune-carousel li[data-attune-item] a');
    await page.click('[data-attune-track="watchlist_add"]');
    await page.waitForFunction(() => window.attune?.stateOf('603').saved === true);
    const stored = await page.waitForFunction(async () => {
      const answer = await fetch('/api/user-insights/');
      const { insights } = (await answer.json()) as { insights: { recent_interactions?: object } };
      return insights.recent_interactions;
    });
    assert.deepEqual(await stored.jsonValue(), { watchlist_add: 1 });
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('works as the npm module of the README', async () => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const errors: unknown[] = [];
    const logged: string[] = [];
    page.on('pageerror', (error) => errors.push(error));
    page.on('console', (message) => logged.push(message.text()));
    await page.goto(`${url}module.html`);
    await page.waitForSelector('attune-carousel li[data-attune-item] a');
    assert.deepEqual(errors, []);
    assert.isTrue(
      logged.some((line) => line.startsWith('Film ')),
      logged.join('\n'),
    );
    await context.close();
  });
});
