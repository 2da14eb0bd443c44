import {
  DAY,
  TRENDING_DAYS,
  trendingShare,
  type DemandAnswer,
  type KeyedInteraction,
} from '../../../src/core/index.js';
import { MAX_DEMAND } from '../../backend.js';
import type { Database } from './driver.js';

/** Where the days are gathered that trending no longer looks at. */
const EARLIER = 0;

const SHARES = Array.from({ length: TRENDING_DAYS }, (_, age) => `WHEN ${age} THEN ${trendingShare(age)}`);

/** Counts what is stored about items by day, in `demand (item, day, count)`. */
export function createDemandCounts(db: Database) {
  const add = db.prepare(
    `INSERT INTO demand (item, day, count) VALUES (?, ?, ?)
     ON CONFLICT (item, day) DO UPDATE SET count = count + excluded.count`,
  );
  const gather = db.prepare(
    `INSERT INTO demand (item, day, count)
       SELECT item, ${EARLIER}, sum(count) FROM demand WHERE day > ${EARLIER} AND day < ? GROUP BY item
     ON CONFLICT (item, day) DO UPDATE SET count = count + excluded.count`,
  );
  const drop = db.prepare(`DELETE FROM demand WHERE day > ${EARLIER} AND day < ?`);
  const most = db.prepare(
    `SELECT item, sum(count) AS count,
       sum(count * CASE max(? - day, 0) ${SHARES.join(' ')} ELSE 0 END) AS trending
     FROM demand GROUP BY item
     ORDER BY trending DESC, count DESC, item LIMIT ${MAX_DEMAND}`,
  );
  let today = 0;

  return {
    /** Counts rows that are being stored; only within their transaction. */
    count(rows: readonly KeyedInteraction[], receipt: number): void {
      const day = dayOf(receipt);
      if (day > today) {
        today = day;
        // One day more than is needed, for clocks that disagree.
        const oldest = day - TRENDING_DAYS;
        gather.run(oldest);
        drop.run(oldest);
      }
      for (const [of, items] of byDay(rows, day)) for (const [item, count] of items) add.run(item, of, count);
    },
    read: (now: number): DemandAnswer['items'] =>
      most
        .all(dayOf(now))
        .map(({ item, count, trending }) => [String(item), Number(count), Number(trending)]),
  };
}

function dayOf(at: number): number {
  return Math.floor(at / DAY);
}

/** By day and item how many rows count. */
function byDay(rows: readonly KeyedInteraction[], latest: number): Map<number, Map<string, number>> {
  const days = new Map<number, Map<string, number>>();
  for (const { itemId, weight, at } of rows) {
    if (itemId === undefined || !(weight > 0)) continue;
    const day = Math.min(dayOf(at), latest);
    const items = days.get(day) ?? new Map<string, number>();
    days.set(day, items.set(itemId, (items.get(itemId) ?? 0) + 1));
  }
  return days;
}
