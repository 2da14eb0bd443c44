import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { problemOf } from './schemas.js';

/** The request's body, if it is JSON of this shape; else a 400 that names the field and the remedy. */
export async function readJson<T extends v.GenericSchema>(c: Context, schema: T): Promise<v.InferOutput<T>> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch {
    throw badRequest('The body is not valid JSON: send a JSON object.');
  }
  const { success, issues, output } = v.safeParse(schema, body, { abortEarly: true });
  if (!success) throw badRequest(problemOf(issues));
  return output;
}

/** A whole number from the query string, from 1 to `most`. */
export function readCount(c: Context, name: string, preset: number, most: number): number {
  const text = c.req.query(name);
  if (text === undefined) return preset;
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most)
    throw badRequest(`${name} is not valid: pass a whole number from 1 to ${most}.`);
  return count;
}

/** Whether a kept answer will do. */
export function mayUseCache(c: Context): boolean {
  return !/^(false|0)$/i.test(c.req.query('use_cache') ?? '');
}

export function badRequest(message: string): HTTPException {
  return new HTTPException(400, { message });
}
