// One handoff on its way to the state that the ledger keeps: what is owed, what it was created with,
// and what became of it so far.
import type { Contract, Rule } from '../contract/contract.js';
import { shortDigest } from '../observation/short-digest.js';
import type { Handoff } from '../handoff/handoff.js';
import type { JudgedOrder } from '../order/judged.js';
import type { SaidByData } from './command.js';
import type { Undone } from './compensation.js';
import type { Attempt, Component, HandoffState, Pinned } from './ledger.js';
import type { Deciding } from './deciding.js';
import type { Settling } from './repeating.js';

export interface Given {
  readonly component: Component;
  readonly said: SaidByData;
  readonly deciding: Deciding;
}

export interface Deriving extends Given {
  readonly order: JudgedOrder;
  readonly handoff: Handoff;
  readonly key: string;
  readonly before: HandoffState | undefined;
  readonly pinned: Pinned;
  readonly attempts: readonly Attempt[];
  readonly undone: Undone | null;
  /** What would be owed had the rule the time that it gave before, by its keys. */
  readonly hadWithin: (rule: Rule, within: Pinned['within']) => ReadonlyMap<string, Handoff>;
}

export function jitterOf(key: string): number {
  return Number.parseInt(shortDigest(key).slice(0, 4), 16) / 0xffff;
}

/**
 * So long after its claim a request may be under way: it is begun within the timeout after the claim, and
 * ends within the timeout after that.
 */
export function endsMillis(
  { to }: { readonly to: string },
  { destinations }: Pick<Contract, 'destinations'>,
): number {
  return 2 * (destinations.get(to)?.timeoutMillis ?? 0);
}

/** What the contract says of how a lost answer can be settled. */
export function settlingOf(
  { rule, to }: { readonly rule: Pick<Rule, 'operation'>; readonly to: string },
  { destinations }: Pick<Contract, 'destinations'>,
): Settling {
  const http = destinations.get(to);
  const lookUp = http?.lookUps.get(rule.operation);
  return {
    canBeAsked: lookUp !== undefined,
    keysKeptMillis: http?.commands.get(rule.operation)?.keysKeptMillis ?? null,
    settlesMillis: endsMillis({ to }, { destinations }) + (lookUp?.afterMillis ?? 0),
  };
}
