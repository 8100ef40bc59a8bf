// The model keeps the promises that it is the model of.
import { describe } from 'vitest';
import { storeConformance } from '../conformance.js';
import { MemoryStore } from './memory-store.js';

describe('in memory', () => {
  storeConformance(async () => Promise.resolve(new MemoryStore()));
});
