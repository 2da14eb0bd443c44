export { createAdapter, type AdapterOptions } from './app.js';
export type { AdapterEnv, Log } from './adapter-context.js';
export type {
  AppendRequest,
  Appended,
  Backend,
  CheckedBatch,
  CheckedRow,
  Head,
  LogRead,
  StoredInteraction,
  TrackRequest,
} from './backend.js';
export { createItemModel, type ItemModelHolder } from './item-model.js';
export { sqliteBackend, type SqliteOptions } from './backends/sqlite.js';
export { takeBatches, type Intake } from './take-batches.js';
export { foldDeltas, subjectsOf, targetsOf, type Deltas, type Held, type UndoneMark } from './fold-deltas.js';
export { serve } from './serve.js';
export type { Served, ServeOptions } from './cli/serve.js';
