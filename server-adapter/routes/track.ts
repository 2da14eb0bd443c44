import { HTTPException } from 'hono/http-exception';
import type * as v from 'valibot';
import {
  featuresOf,
  idText,
  interactionProblem,
  UNDO_WINDOW,
  type Context,
  type Interaction,
  type InteractionTable,
} from '../../src/core/index.js';
import type { AdapterParts, AdapterRequest } from '../adapter-context.js';
import { base64url } from '../base64url.js';
import { admit } from '../middleware/identity.js';
import { badRequest, readJson } from '../read-request.js';
import { trackRequestSchema } from '../schemas.js';

type TrackBody = v.InferOutput<typeof trackRequestSchema>;

/** `POST track`: stores one interaction; the first one of a visitor makes an identity. */
export function track({ backend, catalog, table, tokens, now }: AdapterParts) {
  return async (c: AdapterRequest) => {
    const body = await readJson(c, trackRequestSchema);
    const idempotencyKey = c.req.header('Idempotency-Key');
    if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey))
      throw badRequest('Idempotency-Key is not valid: pass 1 to 255 visible ASCII characters.');
    const receipt = now();
    const row = interactionOf(table, body, receipt);
    const index = catalog.indexOf(row.itemId ?? '');
    if (index < 0)
      throw new HTTPException(404, {
        message: 'movie_id is not in the catalog: pass the id of one of its items.',
      });
    row.features = featuresOf(catalog.item(index));

    let { identity } = c.var;
    let token: string | undefined;
    if (identity === null) {
      identity = await tokens.identityOf(base64url(crypto.getRandomValues(new Uint8Array(16))));
      token = await admit(c, tokens, identity, receipt);
    }
    const writer = await tokens.writerOf(identity);
    const position = await backend.track(identity, {
      table,
      receipt,
      writer,
      row,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    return c.json({
      success: true,
      message: 'Interaction tracked successfully',
      interaction_id: position,
      ...(token !== undefined && { token }),
    });
  };
}

function interactionOf(table: InteractionTable, body: TrackBody, receipt: number): Interaction {
  const { movie_id, interaction_type: type, rating_value, context } = body;
  const types = [...table].filter(([, { subject }]) => subject === 'item' || subject === 'item?');
  if (!types.some(([name]) => name === type))
    throw badRequest(`interaction_type is not valid: pass one of ${types.map(([name]) => name).join(', ')}.`);
  const row: Interaction = { type, itemId: idText(movie_id) ?? '', at: receipt, features: [] };
  const rated = typeof table.get(type)?.weight !== 'number';
  if (rated && typeof rating_value !== 'number')
    throw badRequest('rating_value is missing: pass a number from 1 to 5.');
  if (rated && typeof rating_value === 'number') row.value = rating_value;
  const problem = interactionProblem(table, row);
  if (problem) throw badRequest(`${FIELDS[problem.field] ?? 'The body'} is not valid: ${problem.remedy}.`);
  if (context) {
    row.at = timeOf(context.timestamp, receipt);
    row.context = contextOf(context);
  }
  return row;
}

const FIELDS: Record<string, string> = {
  type: 'interaction_type',
  itemId: 'movie_id',
  value: 'rating_value',
};

/** The time the page says, if it can be: not in the future, and not so old that it would not be taken. */
function timeOf(timestamp: string | number | null | undefined, receipt: number): number {
  const at = typeof timestamp === 'string' ? Date.parse(timestamp) : timestamp;
  return typeof at === 'number' && at <= receipt && at >= receipt - UNDO_WINDOW ? at : receipt;
}

function contextOf({ page, source, session_id }: NonNullable<TrackBody['context']>): Context {
  return {
    ...(page && { page }),
    ...(source && { source }),
    ...(session_id && { session: session_id }),
  };
}
