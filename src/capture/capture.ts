import type { Sensor, SensorOptions } from './contract.js';
import { actions } from './sensors/actions.js';
import { clicks } from './sensors/clicks.js';

const SENSORS: readonly Sensor[] = [actions, clicks];

/**
 * Records what visitors do with marked items.
 *
 * @returns stops recording
 */
export function capture(options: Omit<SensorOptions, 'signal'>, sensors = SENSORS): () => void {
  const controller = new AbortController();
  for (const sensor of sensors) sensor({ ...options, signal: controller.signal });
  return () => {
    controller.abort();
  };
}
