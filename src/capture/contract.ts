import type { Key } from '../core/contract.js';

/** What a sensor may say about an interaction. */
export interface Sensed {
  value?: number;
  features?: readonly string[];
  source?: string;
  position?: number;
}

export interface SensorOptions {
  /** What is listened to: the document, or a part of it. */
  root: Document | Element;
  track(type: string, itemId: string, details: Sensed): Key | undefined;
  signal: AbortSignal;
}

/** Turns DOM events into interactions. Listens passively and never throws into the page. */
export type Sensor = (options: SensorOptions) => void;
