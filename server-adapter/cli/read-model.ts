import { readFile } from 'node:fs/promises';
import { createItemModel, type ItemModelHolder } from '../item-model.js';
import { UsageError } from './usage-error.js';

/** Reads an item model's file, as `attune train` writes it. */
export async function readModel(path: string): Promise<ItemModelHolder> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new UsageError(`The model ${path} can't be read: check its path.`, { cause });
  }
  try {
    return createItemModel(bytes);
  } catch (cause) {
    throw new UsageError(`The model ${path} can't be used. ${(cause as Error).message}.`, { cause });
  }
}
