// What a decision is given besides the component itself.
import type { Context } from '../detect/context.js';
import type { PatternId, PatternWords } from '../detect/finding.js';
import type { Observation } from '../observation/observation.js';
import type { OrderRun } from '../order/judge.js';
import type { Said } from './command.js';
import type { Fact } from './ledger.js';

export interface Deciding {
  readonly context: Context;
  /** Made once for all components; what they count is nobody's. */
  readonly orders: Omit<OrderRun, 'tally'>;
  /** The ledger keeps lines that have been read before: they always can be. */
  readonly read: (text: string) => { readonly statement: Observation; readonly said: Said };
  readonly words: Readonly<Record<PatternId, PatternWords>>;
}

/** A fact of the component, read. */
export interface ReadFact {
  readonly fact: Fact;
  readonly statement: Observation;
  readonly said: Said;
}
