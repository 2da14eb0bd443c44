import * as v from 'valibot';
import { interactionProblem, MAX_ROW_BYTES, type InteractionTable } from '../src/core/index.js';
import type { CheckedRow } from './backend.js';
import { interactionSchema, problemOf } from './schemas.js';

const encoder = new TextEncoder();

/** Checks one row of a batch: a bad one is refused by itself, with the reason. */
export function checkRow(table: InteractionTable, sent: unknown): CheckedRow {
  const text = asText(sent);
  const refuse = (refused: string): CheckedRow => ({ refused, text: text.slice(0, MAX_ROW_BYTES) });
  if (text === '' || text.length > MAX_ROW_BYTES || encoder.encode(text).length > MAX_ROW_BYTES)
    return refuse(`It is too large: pass at most ${MAX_ROW_BYTES} bytes of JSON.`);
  const { success, issues, output } = v.safeParse(interactionSchema, sent, { abortEarly: true });
  if (!success) return refuse(problemOf(issues));
  const problem = interactionProblem(table, output);
  if (problem) return refuse(`${problem.field} is not valid: ${problem.remedy}.`);
  return { row: output };
}

function asText(sent: unknown): string {
  try {
    // Escapes NUL and lone surrogates, so that whatever was sent can be stored.
    return JSON.stringify(sent);
  } catch {
    // Nested too deep.
    return '';
  }
}
