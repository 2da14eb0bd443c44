import { atom, type WritableAtom } from 'nanostores';
import type { Attune } from '../attune.js';

/** The page's running SDK: set by `createAttune()`, undefined before it and after `close()`. Widgets follow it. */
export const $attune: WritableAtom<Attune | undefined> = atom<Attune | undefined>();
