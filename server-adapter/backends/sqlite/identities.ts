import type { Head } from '../../backend.js';
import type { Database } from './driver.js';

/** Reads identities and makes those that are new. */
export function createIdentities(db: Database) {
  const create = db.prepare('INSERT INTO identities (id) VALUES (?) ON CONFLICT (id) DO NOTHING');
  const find = db.prepare('SELECT epoch, position, stamp FROM identities WHERE id = ?');
  function head(identity: string): Head {
    const row = find.get(identity);
    return {
      epoch: Number(row?.epoch ?? 0),
      position: Number(row?.position ?? 0),
      stamp: String(row?.stamp ?? ''),
    };
  }
  return {
    head,
    /** The transaction it runs in has locked the whole database, so there is nothing left to lock. */
    lock(identity: string): Head {
      create.run(identity);
      return head(identity);
    },
  };
}
