/** One measured number. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  budget?: number;
  better: 'lower' | 'higher';
}

/** The value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** A figure rounded to three significant digits. */
export function figure(
  name: string,
  value: number,
  unit: string,
  budget?: number,
  better: Figure['better'] = 'lower',
): Figure {
  return { name, value: Number(value.toPrecision(3)), unit, better, ...(budget !== undefined && { budget }) };
}

/** Milliseconds that one call takes, after as many to warm up. */
export function time(work: () => void, calls: number): number[] {
  for (let i = 0; i < calls; i++) work();
  return Array.from({ length: calls }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}
