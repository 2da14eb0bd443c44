import { UsageError } from './usage-error.js';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The ms of a duration like `90s`, `30m`, `24h` or `7d`; undefined where none was passed. */
export function duration(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(value) ?? [];
  const ms = Number(count) * UNITS[unit ?? '']!;
  if (!(ms > 0)) throw new UsageError(`${option} is not valid: pass a duration like 30m, 24h or 7d.`);
  return ms;
}
