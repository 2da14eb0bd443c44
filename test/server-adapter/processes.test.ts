import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';
import { closedFormula, differences } from './closed-formula.js';
import { sqliteStore } from './sqlite-store.js';
import { A, B, NOW } from './test-adapter.js';

describe('two processes on one database', () => {
  it('lose nothing, store nothing twice, and agree with the formula', async () => {
    const store = await sqliteStore('OFF');
    const script = fileURLToPath(new URL('hammer.ts', import.meta.url));
    const hammers = [
      [A, B, '1'],
      [B, A, '2'],
    ].map((args) =>
      spawn(process.execPath, ['--import', 'tsx', script, store.path, 'a_shared', ...args], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const said = (hammer: (typeof hammers)[number]) =>
      new Promise<string>((resolve, reject) => {
        hammer.stdout.once('data', (data) => resolve(String(data)));
        hammer.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
      });
    assert.deepEqual(await Promise.all(hammers.map(said)), ['ready\n', 'ready\n']);
    for (const { stdin } of hammers) stdin.write('go\n');
    const sent = (await Promise.all(hammers.map(said))).map(Number);
    const backend = await store.open();
    const { rows, more, cursor } = await backend.read('a_shared', { position: 0, stamp: '' }, NOW);
    const rest = more ? (await backend.read('a_shared', cursor, NOW)).rows : [];
    const all = [...rows, ...rest];
    assert.equal(all.length, sent[0]! + sent[1]!);
    assert.equal(new Set(all.map(({ writer, seq }) => `${writer}:${seq}`)).size, all.length);
    // They did meet: neither came after the other.
    assert.isAbove(all.filter(({ writer }, i) => writer !== all[i - 1]?.writer).length, 4);
    const { snapshot } = await backend.read('a_shared', null, NOW);
    assert.deepEqual(differences(new Map(snapshot?.sums), closedFormula(all), NOW), []);
    await backend.close();
    await store.remove();
  });
});
