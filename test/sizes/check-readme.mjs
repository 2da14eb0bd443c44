// Holds README's table of sizes to what size-limit measures; with --write it puts the measured ones there.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(dirname(createRequire(import.meta.url).resolve('size-limit/package.json')), 'bin.js');
let output;
try {
  output = execFileSync(process.execPath, [bin, '--json'], { cwd: root, encoding: 'utf8' });
} catch (error) {
  // It fails when something is over its budget, and has measured all the same.
  output = error.stdout;
  process.exitCode = 1;
}
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const measured = JSON.parse(output);
const table = [
  '| what | size |',
  '|---|--:|',
  ...measured.map(({ name, size }) => `| ${name} | ${kB(size)} |`),
];
for (const { name, size, sizeLimit, passed } of measured)
  console.log(`${passed ? 'ok  ' : 'OVER'} ${kB(size).padStart(8)} of ${kB(sizeLimit).padStart(8)}  ${name}`);

const path = join(root, 'README.md');
const readme = readFileSync(path, 'utf8');
if (process.argv.includes('--write')) {
  const marked = /(<!-- sizes -->\n)[^]*?(\n<!-- \/sizes -->)/;
  writeFileSync(
    path,
    readme.replace(marked, (_, start, end) => `${start}\n${table.join('\n')}\n${end}`),
  );
} else {
  for (const { name, size } of measured) {
    const told = readme.split('\n').find((line) => line.startsWith(`| ${name} |`));
    // Compressors differ a little from one version of Node to the next.
    if (Math.abs(parseFloat(told?.split('|')[2] ?? '') * 1000 - size) < 150) continue;
    console.error(`README.md tells another size of ${name}: run \`npm run sizes -- --write\``);
    process.exitCode = 1;
  }
}
