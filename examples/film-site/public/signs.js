// @ts-check
import { byId } from './element.js';

/** @type {Readonly<Record<import('attune').Status['sync'], (outbox: number) => string>>} */
const WORDS = {
  off: () => 'On this device',
  idle: () => 'Synced',
  waiting: () => 'Synced',
  sending: () => 'Syncing',
  offline: (outbox) => (outbox ? `Offline · ${outbox} to send` : 'Offline'),
  'backing-off': (outbox) => (outbox ? `Reconnecting · ${outbox} to send` : 'Reconnecting'),
};

/**
 * The small signs in the header: how much is known, and whether it reaches the server.
 *
 * @param {import('attune').Attune} attune
 */
export function showSigns(attune) {
  attune.$profile.subscribe(({ recentInteractions }) => {
    let count = 0;
    // Having seen a poster is not something the visitor did.
    for (const [type, times] of Object.entries(recentInteractions)) if (type !== 'impression') count += times;
    byId('basis').textContent = `Based on ${count} ${count === 1 ? 'interaction' : 'interactions'}`;
  });
  attune.$status.subscribe(({ catalog, sync, outbox }) => {
    byId('sync').dataset['state'] = sync;
    byId('sync-text').textContent = catalog === 'loading' ? 'Starting' : WORDS[sync](outbox);
    const trouble = byId('trouble');
    trouble.hidden = catalog !== 'error';
    if (catalog === 'error') trouble.textContent = 'The films could not be loaded. Is the server running?';
  });
}
