// npm run bench [-- --json FILE] [-- --only PART]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { adapterBench } from './adapter.js';
import { browserBench } from './browser.js';
import { coreBench } from './core.js';
import type { Figure } from './figure.js';

const PARTS: Record<string, () => Figure[] | Promise<Figure[]>> = {
  core: coreBench,
  adapter: adapterBench,
  browser: browserBench,
};

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
if (values.only !== undefined && !(values.only in PARTS)) {
  console.error(`There is no part ${values.only}: name one of ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [part, measure] of Object.entries(PARTS)) {
  if (values.only !== undefined && values.only !== part) continue;
  for (const figure of await measure()) {
    figures.push(figure);
    const { name, value, unit, budget, better } = figure;
    const limit = budget === undefined ? '' : `${better === 'lower' ? '≤' : '≥'} ${budget} ${unit}`;
    console.log(
      `${part.padEnd(8)} ${name.padEnd(66)} ${String(value).padStart(9)} ${unit.padEnd(5)} ${limit}`,
    );
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
