// npm run tune -- --ratings F --items F [--training]
//
// Reproduces the choice of the ranking's numbers (src/core/ranking/sources.ts, stages/*) and, with --training,
// of the model's (server-adapter/training/train-model.ts): each is varied alone around what is shipped, on
// validation data of both protocols. Test data is never looked at. A value is better only where its gain is
// larger than the standard error of the paired difference; what lies within it is a plateau, on which the
// choice is the middle.
import { parseArgs } from 'node:util';
import { measure, trialsOf, type Protocol } from '../../server-adapter/evaluation/evaluate.js';
import { mean } from '../../server-adapter/evaluation/metrics.js';
import { shipped } from '../../server-adapter/evaluation/recommenders.js';
import type { Trial } from '../../server-adapter/evaluation/trial.js';
import type { TrainOptions } from '../../server-adapter/training/train-model.js';
import { readItems } from '../../server-adapter/training/read-items.js';
import { readRatings } from '../../server-adapter/training/read-ratings.js';
import {
  affinityScorer,
  DEFAULT_STAGES,
  diversity,
  fresh,
  neighbours,
  popularity,
  sequence,
  type Scorer,
  type Stages,
} from '../../src/core/index.js';

const PROTOCOLS: readonly Protocol[] = ['next-item', 'new-visitor'];

/** The shipped pipeline with some scorers or shares replaced. */
function changed(
  scorers: Readonly<Record<string, Scorer>>,
  shares: Readonly<Record<string, number>> = {},
): Stages {
  return {
    ...DEFAULT_STAGES,
    scorers: DEFAULT_STAGES.scorers.map(([scorer, share]) => {
      const other = shares[scorer.name];
      return [scorers[scorer.name] ?? scorer, other === undefined ? share : [other, other, other]];
    }),
  };
}

const RANKING: Readonly<Record<string, Readonly<Record<string, (value: number) => Stages>>>> = {
  neighbours: {
    halfLife: (halfLife) => changed({ neighbours: neighbours({ halfLife }) }),
    least: (least) => changed({ neighbours: neighbours({ least }) }),
    weak: (weak) => changed({ neighbours: neighbours({ weak }) }),
    share: (share) => changed({}, { neighbours: share }),
  },
  sequence: {
    halfLife: (halfLife) => changed({ sequence: sequence({ halfLife }) }),
    weak: (weak) => changed({ sequence: sequence({ weak }) }),
    share: (share) => changed({}, { sequence: share }),
  },
  affinity: { share: (share) => changed({}, { [affinityScorer.name]: share }) },
  popularity: { share: (share) => changed({}, { [popularity.name]: share }) },
  fresh: { share: (share) => changed({}, { [fresh.name]: share }) },
  diversity: { least: (least) => ({ ...DEFAULT_STAGES, rerankers: [diversity(least)] }) },
};

const VALUES: Readonly<Record<string, readonly number[]>> = {
  'neighbours halfLife': [2, 3, 4, 6, 10],
  'neighbours least': [0, 0.05, 0.1, 0.2, 0.3],
  'neighbours weak': [0, 0.25, 0.5, 0.75, 1],
  'neighbours share': [0.3, 0.45, 0.6, 0.8, 1],
  'sequence halfLife': [0.5, 1, 2, 3],
  'sequence weak': [0, 0.25, 0.5, 0.75, 1],
  'sequence share': [0, 0.1, 0.2, 0.3, 0.4],
  'affinity share': [0, 0.025, 0.05, 0.075, 0.1],
  'popularity share': [0, 0.035, 0.07, 0.1, 0.14],
  'fresh share': [0, 0.001, 0.01],
  'diversity least': [0, 0.7, 0.75, 0.8],
};

const TRAINING: readonly TrainOptions[] = [
  ...[0, 0.2, 0.33, 0.5, 0.67, 0.75].map((dropout) => ({ dropout })),
  ...[0.5, 1, 2, 4].map((ridge) => ({ ridge })),
  ...[12, 16, 20, 24, 32].map((entries) => ({ entries })),
  ...[8, 12, 16, 24, 48].map((followers) => ({ followers })),
  ...[8, 16, 64, 256].map((levels) => ({ levels })),
];

const { values } = parseArgs({
  options: { ratings: { type: 'string' }, items: { type: 'string' }, training: { type: 'boolean' } },
});
if (!values.ratings || !values.items) {
  console.error('Pass --ratings FILE and --items FILE.');
  process.exit(2);
}
const items = await readItems(values.items, console.error);
const ratings = await readRatings(values.ratings, console.error);

type Scores = Readonly<Record<Protocol, number[]>>;

async function trials(options: TrainOptions = {}): Promise<Record<Protocol, Trial[]>> {
  const found = { 'next-item': [] as Trial[], 'new-visitor': [] as Trial[] };
  for (const protocol of PROTOCOLS)
    for await (const trial of trialsOf(ratings, items, {
      ...options,
      protocol,
      validation: true,
      threads: 0,
    }))
      found[protocol].push(trial);
  return found;
}

/** Each visitor's NDCG, @10 for the next item and @100 for new visitors. */
function scoresOf(all: Readonly<Record<Protocol, Trial[]>>, stages?: Stages): Scores {
  const of = (protocol: Protocol, key: 'ndcg10' | 'ndcg100') =>
    all[protocol].flatMap((trial) => measure(trial, shipped(stages)).qualities.map((it) => it[key]));
  return { 'next-item': of('next-item', 'ndcg10'), 'new-visitor': of('new-visitor', 'ndcg100') };
}

function compare(label: string, scores: Scores, reference: Scores): void {
  const cells = PROTOCOLS.map((protocol) => {
    const gains = scores[protocol].map((score, i) => score - reference[protocol][i]!);
    const gain = mean(gains);
    const error = Math.sqrt(mean(gains.map((it) => (it - gain) ** 2)) / gains.length);
    const verdict = gain > error ? 'better' : gain < -error ? 'worse' : '';
    return `${mean(scores[protocol]).toFixed(4)} ${signed(gain)} ± ${error.toFixed(4)} ${verdict.padEnd(6)}`;
  });
  console.log(`${label.padEnd(28)} ${cells.join('   ')}`);
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

const base = await trials();
const reference = scoresOf(base);
console.log(`${''.padEnd(28)} ${'next-item NDCG@10'.padEnd(33)} new-visitor NDCG@100`);
compare('as shipped', reference, reference);
for (const [stage, parameters] of Object.entries(RANKING))
  for (const [parameter, stagesFor] of Object.entries(parameters))
    for (const value of VALUES[`${stage} ${parameter}`] ?? [])
      compare(`${stage} ${parameter} ${value}`, scoresOf(base, stagesFor(value)), reference);
if (values.training)
  for (const options of TRAINING) {
    const [[name, value] = ['', 0]] = Object.entries(options);
    const all = await trials(options);
    const kB = mean(all['new-visitor'].map((trial) => trial.kB));
    compare(`${name} ${value} (${kB.toFixed(0)} kB)`, scoresOf(all), reference);
  }
