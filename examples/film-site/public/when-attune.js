// @ts-check

/**
 * The running SDK. The script tag is `async`, so either side may be first.
 *
 * @param {number} patience ms
 * @returns {Promise<import('attune').Attune>} rejects where it has not come by then
 */
export function whenAttune(patience = 10000) {
  const here = /** @type {any} */ (window).attune;
  // Before the script has run, a page may have put a stub there that only queues.
  if (here?.list) return Promise.resolve(here);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The SDK did not load')), patience);
    document.addEventListener(
      'attune-ready',
      (event) => {
        clearTimeout(late);
        resolve(/** @type {CustomEvent} */ (event).detail);
      },
      { once: true },
    );
  });
}
