/** Entry of the script-tag build: configured by the tag's own `data-*`, it leaves `window.attune` behind. */
import '../widgets/define.js';
import type { Attune } from './attune.js';
import { capture } from './capture/capture.js';
import { createAttune } from './client.js';

declare global {
  interface Window {
    attune?: Attune;
  }
}

/** What a page may have put at `window.attune` before this script arrived. */
interface Stub {
  q?: [type: string, itemId?: string, details?: object][];
}

const { dataset } = (document.currentScript ?? document.createElement('script')) as HTMLScriptElement;
const { catalog, endpoint, model, name, debug } = dataset;
const client = createAttune({
  ...(catalog !== undefined && { catalog }),
  ...(endpoint !== undefined && { endpoint }),
  ...(model !== undefined && { model }),
  ...(name !== undefined && { name }),
  debug: debug !== undefined,
});

// The page may hold on to its stub: it becomes the client instead of being replaced.
const stub = (window.attune ?? {}) as Stub;
window.attune = Object.defineProperties(stub, Object.getOwnPropertyDescriptors(client)) as Attune;
for (const call of stub.q ?? []) client.track(...call);
delete stub.q;

const stop = capture({ root: document, track: client.track });
const { close } = client;
window.attune.close = () => {
  stop();
  return close();
};

document.dispatchEvent(new CustomEvent('attune-ready', { detail: window.attune }));
