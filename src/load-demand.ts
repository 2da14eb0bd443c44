import type { DemandAnswer } from './core/contract.js';
import { demandOf, type Demand } from './core/demand.js';
import { createKeptFile, type Files, type KeptFile } from './kept-file.js';
import type { ForCatalog } from './stores/moment.js';

export interface LoadDemandOptions {
  /** Base address of the adapter, ending in `/`. */
  endpoint: string;
  files: Files;
  /** The server is not asked before. */
  behind: Promise<unknown>;
  /** Called with what was kept, and whenever the server counts otherwise; throws where that is no such answer. */
  onDemand: (demand: ForCatalog<Demand>) => void;
}

/** Loads what the site's visitors do from an adapter; one that does not count it is no failure. */
export function loadDemand({ endpoint, files, behind, onDemand }: LoadDemandOptions): KeptFile {
  return createKeptFile({
    url: `${endpoint}demand/`,
    files,
    behind,
    // The same for everybody.
    credentials: 'omit',
    bodyOf: (response) => response.text(),
    use: (body) => {
      const answer = JSON.parse(body) as DemandAnswer;
      onDemand((catalog) => demandOf(catalog, answer));
    },
  });
}
