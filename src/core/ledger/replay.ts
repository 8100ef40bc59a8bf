// What a replay would do, before it is done: which handoffs it takes, by rule, destination and state.
import { erasedAnswer } from '../people/split.js';
import type { Carriage, HandoffState, HandoffWord } from './ledger.js';
import { handoffDetail } from './ledger.js';

/** What stands so goes on by nobody's hand but a person's. */
export const replayable: readonly Carriage[] = ['dead', 'refused', 'unknown'];

export function isReplayable({ carriage, errand, attempts }: HandoffState): boolean {
  return replayable.includes(carriage) && errand === null && attempts > 0;
}

export interface ReplayGroup {
  readonly rule: string;
  readonly to: string;
  readonly state: HandoffWord;
  readonly count: number;
  /** Whether it is there has to be settled first; they are not sent blindly. */
  readonly lookedUpFirst: boolean;
  /** Personal data that they need was erased: tried anew they are held back again. */
  readonly erased: boolean;
}

export function replayGroups(handoffs: readonly HandoffState[]): readonly ReplayGroup[] {
  const groups = new Map<string, ReplayGroup>();
  for (const handoff of handoffs) {
    const { rule, to, state, carriage } = handoff;
    const erased = carriage === 'refused' && handoffDetail(handoff).reason === erasedAnswer;
    const key = [rule, to, state, String(erased)].join('\u0000');
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { rule, to, state, count, lookedUpFirst: carriage === 'unknown', erased });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
