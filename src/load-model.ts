/** Reached by a dynamic import only: an SDK without a model does not carry this. */
import { bindModel } from './core/item-model/bind-model.js';
import { decodeModel } from './core/item-model/decode-model.js';
import type { ItemModel } from './core/item-model/item-model.js';
import { createKeptFile, type Files } from './kept-file.js';
import type { Report } from './report.js';
import type { ForCatalog } from './stores/moment.js';

export interface LoadModelOptions {
  url: string;
  files: Files;
  /** The server is not asked before. */
  behind: Promise<unknown>;
  /** Called once or twice: with what was kept, and with what the server has now where that differs. */
  onModel: (model: ForCatalog<ItemModel>) => void;
  report: Report;
}

/** Loads an item model; resolves when what was kept of it, if anything, is in use. */
export function loadModel({ url, files, behind, onModel, report }: LoadModelOptions): Promise<unknown> {
  let version: string | undefined;
  return createKeptFile({
    url,
    files,
    behind,
    bodyOf: (response) => response.arrayBuffer(),
    use: (body) => {
      const file = decodeModel(new Uint8Array(body));
      // Not every server has an ETag.
      if (file.version === version) return;
      version = file.version;
      onModel((catalog) => bindModel(file, catalog));
    },
    onFailure: (cause) => {
      const remedy = 'serve the file there, unchanged, that attune train wrote';
      report('model-unavailable', `The item model ${url} can't be read: ${remedy}`, cause);
    },
  }).kept;
}
