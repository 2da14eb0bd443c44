import {
  subjectOf,
  type Context,
  type InteractionTable,
  type KeyedInteraction,
} from '../../../src/core/index.js';
import type { SqlRow, SqlValue } from './driver.js';

/** Columns of an interaction in the order `toColumns` gives them. */
export const COLUMNS =
  'writer, seq, type, at, weight, value, item, features, target_writer, target_seq, context, register, subject';

/** An interaction as values for `COLUMNS`. */
export function toColumns(table: InteractionTable, row: KeyedInteraction): SqlValue[] {
  const register = table.get(row.type)?.register;
  return [
    row.writer,
    row.seq,
    row.type,
    row.at,
    row.weight,
    row.value ?? null,
    row.itemId ?? null,
    JSON.stringify(row.features),
    row.target?.[0] ?? null,
    row.target?.[1] ?? null,
    row.context ? JSON.stringify(row.context) : null,
    register ?? null,
    register ? subjectOf(register, row) : null,
  ];
}

/** The interaction that was stored. */
export function fromColumns(columns: SqlRow): KeyedInteraction {
  const row: KeyedInteraction = {
    writer: String(columns.writer),
    seq: Number(columns.seq),
    type: String(columns.type),
    at: Number(columns.at),
    weight: Number(columns.weight),
    features: JSON.parse(String(columns.features)) as string[],
  };
  if (columns.value !== null) row.value = Number(columns.value);
  if (columns.item !== null) row.itemId = String(columns.item);
  if (columns.target_writer !== null)
    row.target = [String(columns.target_writer), Number(columns.target_seq)];
  if (columns.context !== null) row.context = JSON.parse(String(columns.context)) as Context;
  return row;
}
