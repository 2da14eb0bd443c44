/** What one list is worth; all between 0 and 1, but for novelty (bits). */
export interface Quality {
  /** Whether one of the first ten was wanted. */
  hr10: number;
  ndcg10: number;
  mrr10: number;
  recall20: number;
  recall50: number;
  ndcg100: number;
  /** Mean of 1 − Jaccard index of genres over all pairs of the first ten. */
  ild10: number;
  /** Mean of −log2(share of users who like it) over the first ten. */
  novelty10: number;
}

/** What the metrics need to know of items. */
export interface ItemFacts {
  readonly genres: readonly (readonly string[])[];
  /** Likes by item. */
  readonly likes: ArrayLike<number>;
  readonly userCount: number;
}

/** Measures a list of items, best first, against those that were wanted. */
export function qualityOf(list: readonly number[], targets: readonly number[], facts: ItemFacts): Quality {
  const wanted = new Set(targets);
  const hits = list.map((item) => wanted.has(item));
  const first = hits.indexOf(true);
  const found = (count: number) => hits.slice(0, count).filter(Boolean).length;
  const recall = (count: number) => found(count) / Math.min(count, wanted.size);
  const ten = list.slice(0, 10);
  return {
    hr10: first >= 0 && first < 10 ? 1 : 0,
    ndcg10: ndcg(hits, wanted.size, 10),
    mrr10: first >= 0 && first < 10 ? 1 / (first + 1) : 0,
    recall20: recall(20),
    recall50: recall(50),
    ndcg100: ndcg(hits, wanted.size, 100),
    ild10: distance(ten.map((item) => facts.genres[item] ?? [])),
    novelty10: mean(ten.map((item) => -Math.log2((facts.likes[item]! || 0.5) / facts.userCount))),
  };
}

function ndcg(hits: readonly boolean[], wanted: number, count: number): number {
  const gain = (place: number) => 1 / Math.log2(place + 2);
  let sum = 0;
  for (let place = 0; place < Math.min(count, hits.length); place++) if (hits[place]) sum += gain(place);
  let ideal = 0;
  for (let place = 0; place < Math.min(count, wanted); place++) ideal += gain(place);
  return sum / ideal;
}

function distance(genres: readonly (readonly string[])[]): number {
  const distances: number[] = [];
  for (const [i, ours] of genres.entries())
    for (const theirs of genres.slice(0, i)) {
      const shared = ours.filter((genre) => theirs.includes(genre)).length;
      distances.push(1 - shared / (ours.length + theirs.length - shared || 1));
    }
  return mean(distances);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
