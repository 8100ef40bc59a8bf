// What the core may depend on besides a subject's own statements, made again in each thread from
// plain data.
import type { Contract } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import type { Coverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';
import { nativeReader } from '../connectors/registry.js';

/** Partners' answers that the run shows: `partner NUL type NUL 997`. */
export type Acknowledgers = ReadonlySet<string>;

export interface ContextInput {
  readonly contract: Contract;
  readonly coverage: Coverage;
  readonly now: Instant;
  readonly acknowledgers: Acknowledgers;
}

export function contextOf({ contract, coverage, now, acknowledgers }: ContextInput): Context {
  return {
    contract,
    coverage,
    now,
    comparable: () => true,
    read: nativeReader(contract),
    acknowledges: (partner, type, answer) =>
      acknowledgers.has(`${partner}\u0000${type}\u0000${answer}`),
  };
}
