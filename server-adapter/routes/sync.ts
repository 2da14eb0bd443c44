import { HTTPException } from 'hono/http-exception';
import type * as v from 'valibot';
import { MAX_ROWS_UP, type SyncAnswer } from '../../src/core/index.js';
import type { AdapterParts, AdapterRequest } from '../adapter-context.js';
import type { Appended } from '../backend.js';
import { checkRow } from '../check-row.js';
import { admit } from '../middleware/identity.js';
import { badRequest, readJson } from '../read-request.js';
import { syncRequestSchema } from '../schemas.js';

type SyncBody = v.InferOutput<typeof syncRequestSchema>;

/** `POST sync`: takes what a journal has, gives what it lacks. */
export function sync({ backend, table, tokens, now }: AdapterParts) {
  return async (c: AdapterRequest) => {
    const request = await readJson(c, syncRequestSchema);
    const count = request.batches.reduce((sum, { rows }) => sum + rows.length, 0);
    if (count > MAX_ROWS_UP)
      throw new HTTPException(413, { message: `batches has too many rows: send at most ${MAX_ROWS_UP}.` });

    const receipt = now();
    const identity = c.var.identity ?? (await newIdentity(request, count));
    const token =
      c.var.identity === null || c.var.stale ? await admit(c, tokens, identity, receipt) : undefined;

    // The cookie has changed under the journal: its rows are another visitor's, and so is its cursor.
    const foreign = request.identity !== null && request.identity !== identity;
    const appended: Appended | undefined = foreign
      ? undefined
      : await backend.append(identity, {
          table,
          receipt,
          epoch: request.epoch,
          batches: request.batches.map((batch) => ({
            ...batch,
            rows: batch.rows.map((row) => checkRow(table, row)),
          })),
        });
    const current = appended && appended.epoch <= request.epoch;
    const log = await backend.read(identity, current ? request.cursor : null, receipt);
    const answer: SyncAnswer = {
      identity,
      epoch: log.epoch,
      now: receipt,
      hw: appended?.hw ?? {},
      refused: appended?.refused ?? [],
      cursor: log.cursor,
      rows: log.rows,
      more: log.more,
      ...(log.snapshot && { snapshot: log.snapshot }),
      ...(token !== undefined && { token }),
    };
    return c.json(answer);
  };

  /** The identity of the nonce: who knows it is the visitor. */
  async function newIdentity({ identity, nonce }: SyncBody, count: number): Promise<string> {
    if (nonce === undefined && identity !== null)
      throw new HTTPException(401, {
        message: 'There is no valid token: send identity null and the nonce to get one.',
      });
    if (nonce === undefined) throw badRequest('nonce is missing: pass 128 random bits as text.');
    if (identity === null && count)
      throw badRequest('batches has rows before there is an identity: send none with identity null.');
    return tokens.identityOf(nonce);
  }
}
