import { putNewest } from './put-newest.js';

/** How many visitors' answers are held at once. */
const MAX_OWNERS = 5000;
const MAX_ANSWERS = 16;

/** Keeps answers for a while, those of the visitors seen last. */
export interface AnswerCache {
  /** What was kept under this key, if it is not too old. */
  find(owner: string, key: string): unknown;
  keep(owner: string, key: string, seconds: number, answer: unknown): void;
  /** Forgets all answers of one owner. */
  drop(owner: string): void;
}

export function createAnswerCache(now: () => number): AnswerCache {
  const owners = new Map<string, Map<string, { until: number; answer: unknown }>>();
  return {
    find(owner, key) {
      const kept = owners.get(owner)?.get(key);
      return kept && kept.until > now() ? kept.answer : undefined;
    },
    keep(owner, key, seconds, answer) {
      const answers = owners.get(owner) ?? new Map<string, { until: number; answer: unknown }>();
      putNewest(answers, key, { until: now() + seconds * 1000, answer }, MAX_ANSWERS);
      putNewest(owners, owner, answers, MAX_OWNERS);
    },
    drop(owner) {
      owners.delete(owner);
    },
  };
}
