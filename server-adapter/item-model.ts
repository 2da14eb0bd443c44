import { bindModel, decodeModel, type Catalog, type ItemModel } from '../src/core/index.js';

/** Holds the item model that an adapter ranks with and serves; another one may be published while it runs. */
export interface ItemModelHolder {
  /** A hash of the model; null where there is none. */
  readonly version: string | null;
  /** The model's file. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  /**
   * Takes a model's file in place of the one before.
   *
   * @throws TypeError for what is no item model, or a damaged one; the one before stays
   */
  publish(bytes: Uint8Array): void;
  /** The model with a catalog's rows for its items, computed once for each catalog. */
  boundTo(catalog: Catalog): ItemModel | undefined;
}

/**
 * Makes a holder of an item model, empty without a file.
 *
 * @throws TypeError for what is no item model, or a damaged one
 */
export function createItemModel(bytes?: Uint8Array): ItemModelHolder {
  let held: ReturnType<typeof read> | undefined;
  const holder: ItemModelHolder = {
    get version() {
      return held?.file.version ?? null;
    },
    get bytes() {
      return held?.bytes;
    },
    publish(bytes) {
      held = read(bytes);
    },
    boundTo(catalog) {
      if (!held) return undefined;
      const { file, bound } = held;
      let model = bound.get(catalog);
      if (!model) bound.set(catalog, (model = bindModel(file, catalog)));
      return model;
    },
  };
  if (bytes) holder.publish(bytes);
  return holder;
}

function read(bytes: Uint8Array) {
  return {
    file: decodeModel(bytes),
    // A copy: what is served stays what its version says, whatever the caller does with his.
    bytes: new Uint8Array(bytes),
    bound: new WeakMap<Catalog, ItemModel>(),
  };
}
