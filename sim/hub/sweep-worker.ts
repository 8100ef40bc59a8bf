// A thread of a sweep: is told a seed, runs it, and says what it came to.
import { parentPort } from 'node:worker_threads';
import { verdictOn } from './sweep.js';

parentPort?.on('message', (seed: number) => {
  void verdictOn(seed).then((verdict) => parentPort?.postMessage(verdict));
});
