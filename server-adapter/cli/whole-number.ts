import { UsageError } from './usage-error.js';

/** The value of an option that is a whole number; undefined where it was not passed. */
export function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`${option} is not valid: pass a whole number.`);
  return Number(value);
}
