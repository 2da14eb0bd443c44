// Writes rankings.json, what the golden rankings come to now: node --import tsx test/cases/generate-rankings.ts
// Look at the difference before it is committed: it is what visitors would see change.
import { writeFileSync } from 'node:fs';
import { CASES, rankingOf } from './ranking-world.js';

const rankings = Array.from({ length: CASES }, (_, number) => JSON.stringify(rankingOf(number)));
writeFileSync(new URL('rankings.json', import.meta.url), `[\n${rankings.join(',\n')}\n]\n`);
