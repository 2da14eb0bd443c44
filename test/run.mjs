// Runs the suites named on the command line, or those of `npm test`; ends with one line of counts.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The script behind a package's command: works on every OS, without a shell. */
function bin(name, command = name) {
  const path = join(root, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(path, 'utf8'));
  return join(dirname(path), typeof bin === 'string' ? bin : bin[command]);
}

function testFiles(...folders) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, 'test', folder), { recursive: true })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => join('test', folder, file)),
  );
}

const inNode = (...folders) => [
  '--import',
  'tsx',
  '--import',
  './test/globals.mjs',
  '--test',
  '--test-reporter=spec',
  ...testFiles(...folders),
];

/** A suite is a list of Node command lines. A command that counts no tests is one check. */
const SUITES = {
  // First: examples and tests import the package by its name, types included.
  build: [[bin('rollup'), '-c', '--silent']],
  types: [
    [bin('typescript', 'tsc'), '-p', 'tsconfig.json'],
    [bin('typescript', 'tsc'), '-p', 'src/core/tsconfig.json'],
    [bin('typescript', 'tsc'), '-p', 'examples/tsconfig.json'],
  ],
  lint: [
    [bin('eslint'), '.'],
    [bin('prettier'), '--check', '--log-level', 'warn', '.'],
    [
      bin('dependency-cruiser', 'depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'widgets',
      'server-adapter',
    ],
  ],
  package: [
    [bin('publint'), '--strict'],
    [
      bin('@arethetypeswrong/cli', 'attw'),
      '--pack',
      '.',
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      './widgets/light.css',
    ],
  ],
  sizes: [[bin('rollup'), '-c', 'test/sizes/rollup.config.mjs', '--silent'], ['test/sizes/check-readme.mjs']],
  unit: [inNode('core', 'examples')],
  adapter: [inNode('server-adapter')],
  browser: [[bin('@web/test-runner', 'wtr')]],
  e2e: [inNode('e2e')],
  packages: [inNode('packages')],
};

/** What `npm test` runs: all that needs Node and a browser only. */
const DEFAULT = Object.keys(SUITES).filter((name) => name !== 'packages');

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => resolve({ output, failed: code !== 0 }));
  });
}

/** Counts as Node's and the browser's runner print them; undefined where the command is no test runner. */
function counts(output) {
  const node = (word) => Number(output.match(new RegExp(`^\\S+ ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
  if (/^\S+ tests \d+$/m.test(output))
    return {
      passed: node('pass'),
      failed: node('fail') + node('cancelled'),
      skipped: node('skipped') + node('todo'),
    };
  const browser = [...output.matchAll(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/g)].at(-1);
  if (browser) return { passed: +browser[1], failed: +browser[2], skipped: +(browser[3] ?? 0) };
  return undefined;
}

const asked = process.argv.slice(2);
const names = asked[0] === 'all' ? Object.keys(SUITES) : asked;
const unknown = names.find((name) => !(name in SUITES));
if (unknown) {
  console.error(`There is no suite ${unknown}. Name some of: ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
for (const name of names.length ? names : DEFAULT) {
  console.log(`\n── ${name}`);
  const begun = performance.now();
  for (const args of SUITES[name]) {
    const { output, failed } = await run(args);
    const own = counts(output) ?? { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 };
    // A runner that fails without a failing test (a crash, no files) has failed all the same.
    if (failed && own.failed === 0) own.failed = 1;
    for (const key of Object.keys(total)) total[key] += own[key];
    if (own.failed) failures.push(name);
  }
  console.log(`   ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
if (failures.length) console.log(`\nFailed: ${[...new Set(failures)].join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed ? 1 : 0;
