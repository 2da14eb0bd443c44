import { availableParallelism } from 'node:os';
import { evaluate, type Evaluation, type Protocol } from '../evaluation/evaluate.js';
import { readItems } from '../training/read-items.js';
import { readRatings } from '../training/read-ratings.js';
import { parseOptions } from './parse-options.js';
import { createProgress } from './progress.js';
import { UsageError } from './usage-error.js';
import { wholeNumber } from './whole-number.js';

const HELP = `attune evaluate: measures how good the recommendations are, beside baselines and without each part

  --ratings FILE       CSV with userId, movieId, rating, timestamp (required)
  --items FILE         items: CSV with movieId, title, genres, or a catalog as JSON (required)
  --protocol NAME      next-item (each visitor's last liked item is to be found), or
                       new-visitor (visitors who were not trained on); both by default
  --json               prints JSON instead of tables; needs --protocol
  --validation         on validation data, for choosing settings
  --threads N          threads to train with; as many as there are cores by default`;

/** Printed below the tables. */
const LEGEND = `HR, MRR, NDCG and R (recall) say how much of what was hidden stands among the first 10, 20, 50 or 100;
ILD how different the first ten are, cover how many items come up in anybody's first ten, novelty (bits) how
little known they are, kB what a browser loads. "default" is what is shipped; "without-…" lacks one part of it.`;

const PROTOCOLS: readonly Protocol[] = ['next-item', 'new-visitor'];

/** Runs `attune evaluate`. */
export async function run(args: string[]): Promise<void> {
  const values = parseOptions('evaluate', args, {
    ratings: { type: 'string' },
    items: { type: 'string' },
    protocol: { type: 'string' },
    json: { type: 'boolean', default: false },
    validation: { type: 'boolean', default: false },
    threads: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const { ratings: ratingsPath, items: itemsPath, json } = values;
  if (ratingsPath === undefined) throw new UsageError('--ratings is missing: pass the path of a CSV file.');
  if (itemsPath === undefined)
    throw new UsageError('--items is missing: pass the path of a CSV or JSON file.');
  const asked = PROTOCOLS.filter((name) => values.protocol === undefined || values.protocol === name);
  if (!asked.length) throw new UsageError(`--protocol is not valid: pass ${PROTOCOLS.join(' or ')}.`);
  if (json && asked.length > 1)
    throw new UsageError('--json needs --protocol: one answer is one JSON value.');
  const threads = wholeNumber('--threads', values.threads) ?? availableParallelism();
  const items = await readItems(itemsPath, console.error);
  const ratings = await readRatings(ratingsPath, console.error);
  const progress = createProgress();
  for (const protocol of asked) {
    const evaluation = await evaluate(ratings, items, {
      protocol,
      threads,
      validation: values.validation,
      onTrial: (done, total) => progress.show(`Measuring ${protocol}`, done, total),
    });
    progress.clear();
    if (!Object.keys(evaluation.models).length)
      throw new UsageError(
        `There is nobody to ask for ${protocol}: pass ratings of more visitors, with at least ten each, of items in the catalog.`,
      );
    console.log(json ? JSON.stringify(evaluation) : tableOf(evaluation));
  }
  if (!json) console.log(LEGEND);
}

const COLUMNS = [
  ['hr10', 'HR@10'],
  ['ndcg10', 'NDCG@10'],
  ['mrr10', 'MRR@10'],
  ['recall20', 'R@20'],
  ['recall50', 'R@50'],
  ['ndcg100', 'NDCG@100'],
  ['ild10', 'ILD@10'],
  ['coverage10', 'cover@10'],
  ['novelty10', 'novelty'],
] as const;

function tableOf({ protocol, models }: Evaluation): string {
  const head = [protocol.padEnd(20), ...COLUMNS.map(([, name]) => name.padStart(9)), '    kB'];
  const lines = Object.entries(models).map(([name, quality]) => [
    name.padEnd(20),
    ...COLUMNS.map(([key]) => quality[key].toFixed(4).padStart(9)),
    (quality.kb ? String(Math.round(quality.kb)) : '–').padStart(6),
  ]);
  return `${[head, ...lines].map((cells) => cells.join('')).join('\n')}\n`;
}
