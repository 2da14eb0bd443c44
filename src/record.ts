import type { Change, OnError, TrackDetails } from './attune.js';
import { featuresOf, type Catalog } from './core/catalog.js';
import {
  MAX_FEATURE_LENGTH,
  MAX_FEATURES,
  MAX_QUERY_LENGTH,
  type Context,
  type Interaction,
  type Key,
  type KeyedInteraction,
} from './core/contract.js';
import { AttuneError } from './core/error.js';
import { interactionProblem, isUrgent, weightOf, type InteractionTable } from './core/interactions.js';
import { queryFeatures } from './core/query-features.js';
import { fitRow } from './core/row-size.js';
import type { Journal } from './journal/journal.js';

export interface RecorderOptions {
  table: InteractionTable;
  journal: Journal;
  catalog: () => Catalog;
  /** ms */
  now: () => number;
  report: OnError;
  /** Rows are to be stored, soon. */
  onRecord: (urgent: boolean) => void;
  onChange: (change: Change) => void;
}

/** Turns what happened on the page into interactions: checked, with their features, in order of time. */
export interface Recorder {
  track(type: string, itemId?: string, details?: TrackDetails): Key | undefined;
  undo(key: Key): void;
  /** The catalog can say what was recorded before it was there; or never will. */
  catalogSettled(): void;
}

export function createRecorder(options: RecorderOptions): Recorder {
  const { table, journal, catalog, report } = options;
  /** Recorded before the catalog could say what they are about; undefined once it can. */
  let early: KeyedInteraction[] | undefined = [];

  function featuresFor(type: string, itemId?: string, query?: string): string[] {
    const index = itemId === undefined ? -1 : catalog().indexOf(itemId);
    if (index >= 0) return featuresOf(catalog().item(index));
    return type === 'search' && query !== undefined ? queryFeatures(catalog(), query) : [];
  }

  /** Later than anything this visitor did with the item before, whatever the clock says. */
  function timeFor(itemId?: string): number {
    const at = Math.round(options.now() + (journal.meta?.offset ?? 0));
    const before = journal.profile.history.findLast((row) => itemId !== undefined && row.itemId === itemId);
    return Math.max(at, (before?.at ?? 0) + 1);
  }

  function record(interaction: Interaction, waits = false): KeyedInteraction {
    const fitted = fitRow(interaction);
    const row = journal.record(fitted, weightOf(table, fitted.type, fitted.value));
    // Leaving the page stores a waiting row all the same, without features.
    if (waits) early?.push(row);
    else options.onRecord(isUrgent(table.get(row.type)!));
    return row;
  }

  function track(type: string, itemId?: string, details: TrackDetails = {}): Key | undefined {
    const { value, query } = details;
    const features = (details.features ?? featuresFor(type, itemId, query))
      .slice(0, MAX_FEATURES)
      .map((feature) => feature.slice(0, MAX_FEATURE_LENGTH));
    const problem = interactionProblem(table, { type, itemId, value, features });
    if (problem || type === 'undo') {
      const remedy = problem ? `${problem.field}: ${problem.remedy}` : 'type: call undo() instead';
      const message = `track(${JSON.stringify(type)}) is not recorded. ${remedy}`;
      report(new AttuneError('invalid-interaction', message));
      return undefined;
    }
    const row = record(
      {
        type,
        at: timeFor(itemId),
        features,
        itemId,
        value,
        context: contextOf(details),
      },
      early && !details.features && !features.length,
    );
    const key: Key = [row.writer, row.seq];
    const index = itemId === undefined ? -1 : catalog().indexOf(itemId);
    if (row.weight !== 0)
      options.onChange({
        key,
        type,
        item: index < 0 ? undefined : catalog().item(index),
        value,
        query,
      });
    return key;
  }

  return {
    track(type, itemId, details) {
      try {
        return track(type, itemId, details);
      } catch (cause) {
        report(new AttuneError('invalid-interaction', `track(${type}) is not recorded`, cause));
        return undefined;
      }
    },
    undo([writer, seq]) {
      record({ type: 'undo', at: timeFor(), features: [], target: [writer, seq] });
    },
    catalogSettled() {
      const rows = early ?? [];
      early = undefined;
      for (const row of rows) {
        journal.amend(row, featuresFor(row.type, row.itemId, row.context?.query));
        options.onRecord(isUrgent(table.get(row.type)!));
      }
    },
  };
}

function contextOf({ source, list, position, query }: TrackDetails): Context {
  return {
    path: location.pathname,
    source,
    list,
    position,
    query: query?.slice(0, MAX_QUERY_LENGTH),
  };
}
