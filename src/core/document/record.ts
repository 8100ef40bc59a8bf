// The record of one EDI document: what was said of its way, and the answers to it.
import type { Observation } from '../observation/observation.js';
import type { DocumentState } from './states.js';

export interface DocumentRecord {
  /** The control number, or the name that refs give it. */
  readonly name: string;
  /** Name of the trading partner; null where no statement gives one. */
  readonly partner: string | null;
  /** Document type (850, 856, …); null where no statement gives one. */
  readonly type: string | null;
  readonly purchaseOrders: readonly string[];
  readonly state: DocumentState;
  readonly sent: readonly Observation[];
  readonly received: readonly Observation[];
  /** 997 and 999. */
  readonly acknowledgements: readonly Observation[];
  /** 855, 865 and the like: accepted, changed, refused. */
  readonly answers: readonly Observation[];
}

export interface DocumentWorld {
  readonly documents: readonly DocumentRecord[];
  readonly duplicates: number;
}
