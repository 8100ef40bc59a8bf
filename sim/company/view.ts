// What the written files show of one subject, whatever kind of files they are: the proof in truth.json is judged by it.
import type { Emission, OrderChannel } from './emission.js';

export interface Window {
  readonly from: number;
  readonly until: number;
}

export interface View {
  readonly visible: ReadonlySet<Emission>;
  /** The moments between which the files allow a statement to have happened. */
  readonly span: (emission: Emission) => Window;
  /** Whether a statement's second can't be told any more. */
  readonly blurs: (emission: Emission) => boolean;
  /** Whether a statement's total is shown beside its lines. */
  readonly showsTotal: (emission: Emission) => boolean;
  /** Whether a statement shows that its file covers all of its kind. */
  readonly covers: (emission: Emission) => boolean;
  /** The ERP's export leaves out the orders of this channel. */
  readonly filtered: OrderChannel | undefined;
}
