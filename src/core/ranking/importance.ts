/** How much a feature says about an item, by namespace; 0.5 for the rest. */
const IMPORTANCE: ReadonlyMap<string, number> = new Map([
  ['genre', 1],
  ['decade', 0.25],
]);

export function importance(feature: string): number {
  return IMPORTANCE.get(feature.slice(0, feature.indexOf(':'))) ?? 0.5;
}
