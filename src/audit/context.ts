// What the core may depend on besides a subject's own statements, made again in each thread from
// plain data.
import type { Contract } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import type { Naming } from '../core/identity/comparable.js';
import { comparableSystems } from '../core/identity/comparable.js';
import type { Coverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';
import type { Vocabularies } from '../core/observation/native-words.js';
import { readerOf } from '../core/observation/native-words.js';

export interface ContextInput {
  readonly contract: Contract;
  readonly coverage: Coverage;
  readonly now: Instant;
  readonly naming: Naming;
  /** Handed over too: a thread that loads the connectors for their words begins half a second later. */
  readonly vocabularies: Vocabularies;
}

export function contextOf(given: ContextInput): Context {
  const { contract, coverage, now, naming, vocabularies } = given;
  return {
    contract,
    coverage,
    now,
    comparable: comparableSystems(naming, contract.joins),
    read: readerOf(contract, vocabularies),
  };
}
