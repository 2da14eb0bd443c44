import * as v from 'valibot';
import {
  MAX_FEATURE_LENGTH,
  MAX_FEATURES,
  MAX_ID_LENGTH,
  MAX_QUERY_LENGTH,
  WRITER_PATTERN,
} from '../src/core/index.js';

/**
 * Shapes of all that clients send. A message is the remedy; `problemOf` puts the field's name before it, so no
 * message ever repeats what was sent.
 */

/** An object of these fields; where one is missing, the remedy is the field's own. */
function fields<T extends v.ObjectEntries>(entries: T, remedy: string) {
  const remedies = new Map<string, string>();
  for (const [field, schema] of Object.entries(entries)) {
    const { issues } = v.safeParse(schema, undefined);
    if (issues) remedies.set(JSON.stringify(field), issues[0].message);
  }
  return v.object(entries, (issue) => remedies.get(issue.expected) ?? remedy);
}

const text = (most: number) => {
  const remedy = `pass a text of at most ${most} characters`;
  return v.pipe(v.string(remedy), v.maxLength(most, remedy));
};

// NUL ends a text in SQLite's C interface and PostgreSQL refuses it; half a surrogate pair has no UTF-8.
const STORABLE = /^[^\0\p{Surrogate}]+$/u;
const name = (most: number) =>
  v.pipe(text(most), v.regex(STORABLE, `pass a text of 1 to ${most} characters without NUL`));

const finite = v.pipe(v.number('pass a finite number'), v.finite('pass a finite number'));
const time = v.pipe(v.number('pass a time in ms since 1970'), v.finite('pass a time in ms since 1970'));
const whole = (least: number) => {
  const remedy = `pass a whole number of at least ${least}`;
  return v.pipe(v.number(remedy), v.safeInteger(remedy), v.minValue(least, remedy));
};
const writer = v.pipe(
  v.string('pass 22 characters of base64url'),
  v.regex(WRITER_PATTERN, 'pass 22 characters of base64url'),
);

export const contextSchema = fields(
  {
    page: v.optional(text(MAX_ID_LENGTH)),
    path: v.optional(text(2048)),
    source: v.optional(text(MAX_ID_LENGTH)),
    list: v.optional(text(MAX_ID_LENGTH)),
    position: v.optional(finite),
    session: v.optional(text(MAX_ID_LENGTH)),
    query: v.optional(text(MAX_QUERY_LENGTH)),
  },
  'pass an object',
);

export const keySchema = v.pipe(v.strictTuple([writer, whole(1)], 'pass [writer, seq]'), v.readonly());

export const interactionSchema = fields(
  {
    type: name(MAX_FEATURE_LENGTH),
    itemId: v.optional(name(MAX_ID_LENGTH)),
    value: v.optional(finite),
    at: time,
    features: v.pipe(
      v.array(name(MAX_FEATURE_LENGTH), 'pass a list of feature keys'),
      v.maxLength(MAX_FEATURES, `pass at most ${MAX_FEATURES} feature keys`),
      v.readonly(),
    ),
    target: v.optional(keySchema),
    context: v.optional(contextSchema),
  },
  'pass an object',
);

export const cursorSchema = fields({ position: whole(0), stamp: text(64) }, 'pass {position, stamp} or null');

/** A batch's frame: its rows are checked one by one, so that a bad one costs nothing but itself. */
export const batchSchema = v.pipe(
  fields(
    {
      writer,
      from: whole(1),
      skip: v.optional(v.pipe(v.strictTuple([whole(1), whole(1)], 'pass [first, last]'), v.readonly())),
      rows: v.pipe(v.array(v.unknown(), 'pass a list of interactions'), v.readonly()),
    },
    'pass {writer, from, rows}',
  ),
  v.check(
    ({ from, skip }) => !skip || (skip[0] <= skip[1] && skip[1] === from - 1),
    'pass a skip that ends directly before from',
  ),
);

export const syncRequestSchema = fields(
  {
    identity: v.nullable(text(MAX_ID_LENGTH)),
    nonce: v.optional(
      v.pipe(
        v.string('pass 128 random bits as text'),
        v.regex(/^[\w-]{22,64}$/, 'pass 128 random bits as 22 characters of base64url'),
      ),
    ),
    epoch: whole(0),
    cursor: v.nullable(cursorSchema),
    batches: v.pipe(
      v.array(batchSchema, 'pass a list of batches'),
      v.maxLength(2000, 'name at most 2000 writers at once'),
      v.readonly(),
    ),
  },
  'pass a JSON object',
);

const RATING = 'pass a number from 1 to 5';
const ID = `pass the id as a whole number or a text of 1 to ${MAX_ID_LENGTH} characters`;

/** The documented body of `POST /api/track/`. */
export const trackRequestSchema = fields(
  {
    movie_id: v.union([v.pipe(v.number(ID), v.safeInteger(ID)), name(MAX_ID_LENGTH)], ID),
    interaction_type: v.string('pass the type of the interaction as text'),
    rating_value: v.nullish(v.pipe(v.number(RATING), v.minValue(1, RATING), v.maxValue(5, RATING))),
    context: v.nullish(
      fields(
        {
          page: v.nullish(text(MAX_ID_LENGTH)),
          source: v.nullish(text(MAX_ID_LENGTH)),
          session_id: v.nullish(text(MAX_ID_LENGTH)),
          timestamp: v.nullish(
            v.union([text(64), v.number()], 'pass the time as ISO 8601 text or as ms since 1970'),
          ),
        },
        'pass an object with page, source, session_id and timestamp',
      ),
    ),
  },
  'pass a JSON object',
);

/** Which field of what was sent is wrong and what to send instead, in one sentence. */
export function problemOf(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [issue] = issues;
  const field = v.getDotPath(issue) ?? 'The body';
  // A missing field's own issue has valibot's text, which quotes.
  const remedy = issue.message.startsWith('Invalid')
    ? 'see the documentation of this request'
    : issue.message;
  return `${field} is ${issue.input === undefined ? 'missing' : 'not valid'}: ${remedy}.`;
}
