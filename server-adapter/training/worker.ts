import { parentPort, workerData } from 'node:worker_threads';
import { createJobs, type Material } from './jobs.js';
import { CHUNK, type Task } from './threads.js';

const jobs = createJobs(workerData as Material);

parentPort?.on('message', ({ step, from, to, next }: Task) => {
  for (;;) {
    const start = from + Atomics.add(next, 0, CHUNK);
    if (start >= to) break;
    for (let item = start; item < Math.min(start + CHUNK, to); item++) jobs[step](item);
  }
  parentPort?.postMessage('done');
});
