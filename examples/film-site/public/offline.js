// @ts-check

/** Lets the site work without its server, from the next load on. Browsers that can't simply go without. */
export async function workOffline() {
  if (!('serviceWorker' in navigator)) return;
  try {
    const { serviceWorker } = navigator;
    await serviceWorker.register(/** @type {any} */ (trusted('/service-worker.js')), { type: 'module' });
    await serviceWorker.ready;
    if (!serviceWorker.controller) {
      await new Promise((resolve) =>
        serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
    }
    // The SDK's parts that were loaded before the worker was there pass it once more, from the HTTP cache.
    for (const { name } of performance.getEntriesByType('resource')) {
      if (name.startsWith(`${location.origin}/dist/`)) void fetch(name).catch(() => undefined);
    }
  } catch (error) {
    console.info('Reelhouse will not work offline:', error);
  }
}

/**
 * A worker's address is code to a page under Trusted Types, so it takes a policy; this one admits no other.
 *
 * @param {'/service-worker.js'} address
 */
function trusted(address) {
  const types = /** @type {any} */ (window).trustedTypes;
  if (!types) return address;
  return types.createPolicy('reelhouse-worker', { createScriptURL: () => address }).createScriptURL(address);
}
