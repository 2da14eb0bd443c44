// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'widgets', 'server-adapter', 'package.json', 'tsconfig.json', 'rollup.config.mjs'];
const RESULTS = ['dist/attune.min.js', 'dist/server-adapter/index.js'];

/**
 * Builds the package where that has not been done since its sources changed.
 *
 * @param {string} root the package's folder
 */
export async function buildIfStale(root) {
  const built = Math.min(...RESULTS.map((path) => newest(join(root, path))));
  const changed = Math.max(...SOURCES.map((path) => newest(join(root, path))));
  if (built >= changed) return;
  console.log('Building the package, which takes a moment the first time…');
  const rollup = join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
  if (!existsSync(rollup)) throw new Error('Rollup is missing: run `npm install` first');
  await run([rollup, '-c'], root);
}

/**
 * Time of the last change at or below a path, in ms; 0 where there is nothing.
 *
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time tells of files that were deleted.
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Node itself runs it, without a shell: the same on every system.
 *
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<void>}
 */
function run(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The build failed (exit code ${code}): see the messages above`));
    });
  });
}
