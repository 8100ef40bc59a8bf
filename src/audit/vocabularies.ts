// What a system's native word means: by its connector's vocabulary, else by all vocabularies of its
// role together. A word that none of them knows is unmapped, and never guessed (interfaces 2.1).
import type { Contract } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import type { Reading, Vocabulary } from '../core/observation/vocabulary.js';

const vocabularies: readonly Vocabulary[] = [];

const silent: Reading = { known: true, claims: [] };

/** Reads the native words of the contract's systems; each word is looked up once a run. */
export function readerOf(contract: Contract): Context['read'] {
  const readings = new Map<string, Reading>();
  return (system, native, kind) => {
    const key = `${system}\u0000${kind}\u0000${native}`;
    const known = readings.get(key);
    if (known !== undefined) return known;
    const reading = readingOf(contract, system, native);
    readings.set(key, reading);
    return reading;
  };
}

function readingOf(contract: Contract, system: string, native: string): Reading {
  const declared = contract.systems.get(system);
  const own = vocabularies.filter((one) => one.connector === declared?.connector);
  const used = own.length > 0 ? own : vocabularies.filter((one) => one.role === declared?.role);
  if (used.length === 0) return silent;
  let closed = true;
  for (const vocabulary of used) {
    for (const table of vocabulary.tables) {
      const claims = table.words[native];
      if (claims !== undefined) return { known: true, claims };
      if (!table.closed) closed = false;
    }
  }
  return { known: false, closed };
}
