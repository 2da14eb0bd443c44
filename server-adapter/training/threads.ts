import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { shared } from './positives.js';
import { createJobs, type Material, type Step } from './jobs.js';

/** Items that a thread takes at once. */
export const CHUNK = 16;

/** How often progress is told, in ms. */
const TELL_EVERY = 200;

/** One step over a range of items; `next` counts the items that were taken. */
export interface Task {
  step: Step;
  from: number;
  to: number;
  next: Uint32Array;
}

/** Runs steps over all items. */
export interface Threads {
  /** @param onProgress is told how many items of the range are done */
  run(step: Step, from: number, to: number, onProgress?: (done: number) => void): Promise<void>;
  close(): Promise<void>;
}

/** @param count of threads beside this one; 0 does all here, which is quicker for little */
export function createThreads(material: Material, count = availableParallelism()): Threads {
  if (count === 0) return here(material);
  const url = new URL('./worker.js', import.meta.url);
  const workers = Array.from({ length: count }, () => new Worker(url, { workerData: material }));
  return {
    async run(step, from, to, onProgress) {
      const next = shared(Uint32Array, 1);
      const timer = setInterval(() => onProgress?.(Math.min(next[0]!, to - from)), TELL_EVERY);
      const task: Task = { step, from, to, next };
      try {
        await Promise.all(workers.map((worker) => ask(worker, task)));
      } finally {
        clearInterval(timer);
      }
      onProgress?.(to - from);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function here(material: Material): Threads {
  const jobs = createJobs(material);
  return {
    async run(step, from, to, onProgress) {
      for (let item = from; item < to; item++) jobs[step](item);
      onProgress?.(to - from);
    },
    async close() {
      // There is nothing to let go of.
    },
  };
}

function ask(worker: Worker, task: Task): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      worker.off('message', done).off('error', settle).off('exit', ended);
      if (error) reject(error);
      else resolve();
    };
    const done = () => settle();
    const ended = (code: number) => settle(new Error(`A training thread ended with exit code ${code}`));
    worker.on('message', done).on('error', settle).on('exit', ended);
    worker.postMessage(task);
  });
}
