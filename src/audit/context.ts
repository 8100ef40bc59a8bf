// What the core may depend on besides a subject's own statements, made again in each thread from
// plain data.
import { nativeReader } from '../connectors/registry.js';
import type { Contract } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import type { Naming } from '../core/identity/comparable.js';
import { comparableSystems } from '../core/identity/comparable.js';
import type { Coverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';

export interface ContextInput {
  readonly contract: Contract;
  readonly coverage: Coverage;
  readonly now: Instant;
  readonly naming: Naming;
}

export function contextOf({ contract, coverage, now, naming }: ContextInput): Context {
  return {
    contract,
    coverage,
    now,
    comparable: comparableSystems(naming, contract.joins),
    read: nativeReader(contract),
  };
}
