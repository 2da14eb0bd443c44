import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  createProfile,
  fold,
  INTERACTIONS,
  isUndone,
  type InteractionTable,
  type KeyedInteraction,
} from '../../src/core/index.js';
import { clarityOf, isRejected } from '../../src/core/ranking/history.js';
import type { StoredInteraction } from '../backend.js';
import { UsageError } from '../cli/usage-error.js';
import { createLikes, type Likes } from './likes.js';

/**
 * What interactions say is liked: whatever says it clearly (`ranking/history.ts`) and is not undone, of items
 * that are neither dismissed nor rated low. One identity is held in memory at a time.
 *
 * @param pages each identity's rows follow one another
 */
export async function likesOf(
  pages: AsyncIterable<readonly StoredInteraction[]>,
  table: InteractionTable = INTERACTIONS,
): Promise<Likes> {
  const likes = createLikes();
  let owner: string | undefined;
  let profile = createProfile(table);
  const finish = () => {
    for (const row of profile.rows.values()) {
      const { itemId, at } = row;
      if (itemId === undefined || isUndone(profile, row) || isRejected(profile, itemId)) continue;
      if (clarityOf(profile, row) === 'clear') likes.add(owner!, itemId, at);
    }
  };
  for await (const page of pages)
    for (const { identity, row } of page) {
      if (identity !== owner) {
        finish();
        owner = identity;
        profile = createProfile(table);
      }
      fold(profile, row);
    }
  finish();
  return likes.build();
}

/** Reads interactions as JSON lines: each an interaction with `identity`, `writer`, `seq`, `type`, `at`, `weight`, … */
export async function* readInteractions(path: string): AsyncGenerator<readonly StoredInteraction[]> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  let number = 0;
  try {
    for await (const line of lines) {
      number++;
      if (line.trim()) yield [storedInteraction(line)];
    }
  } catch (cause) {
    throw new UsageError(
      number
        ? `${path}, line ${number}, is no interaction: it needs identity, writer, seq, type, at, weight and features.`
        : `The file ${path} can't be read: check its path.`,
      { cause },
    );
  }
}

function storedInteraction(line: string): StoredInteraction {
  const { identity, ...row } = JSON.parse(line) as KeyedInteraction & { identity: unknown };
  const fits =
    typeof identity === 'string' &&
    typeof row.writer === 'string' &&
    Number.isInteger(row.seq) &&
    typeof row.type === 'string' &&
    Number.isFinite(row.at) &&
    Number.isFinite(row.weight) &&
    Array.isArray(row.features);
  if (!fits) throw new TypeError('Not an interaction');
  return { identity, row };
}
