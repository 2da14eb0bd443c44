import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base64url } from '../base64url.js';

/** The secret kept in a folder, made at the first start; only the owner may read it. */
export async function secretFile(directory: string): Promise<string> {
  const path = join(directory, 'secret');
  const fresh = base64url(crypto.getRandomValues(new Uint8Array(32)));
  try {
    // wx: of two first starts at once only one writes, both read the same.
    await writeFile(path, `${fresh}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}
