// What a decision is given besides the component itself.
import type { Context } from '../detect/context.js';
import type { PatternId, PatternWords } from '../detect/finding.js';
import type { Observation } from '../observation/observation.js';
import type { OrderRun } from '../order/judge.js';
import type { Said } from './command.js';
import type { ItemNames } from './item-names.js';
import type { Fact } from './ledger.js';
import type { ModeBook } from './modes.js';

export interface Deciding {
  readonly context: Context;
  /** Made once for all components; what they count is nobody's. */
  readonly orders: Omit<OrderRun, 'tally'>;
  /** Of the contract. */
  readonly itemNames: ItemNames;
  /** The ledger keeps lines that have been read before: they always can be. */
  readonly read: (text: string) => { readonly statement: Observation; readonly said: Said };
  /** Rule -> the changes of its mode. */
  readonly book: ModeBook;
  /** Whether an effect of this rule there has been compared since this process began. */
  readonly isReadBack: (rule: string, to: string) => boolean;
  readonly words: Readonly<Record<PatternId, PatternWords>>;
}

/** A fact of the component, read. */
export interface ReadFact {
  readonly fact: Fact;
  readonly statement: Observation;
  readonly said: Said;
}
