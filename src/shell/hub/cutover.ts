// A rule moved from one mode to another: into live only through its gate, and back at once.
import type { Mode } from '../../core/ledger/ledger.js';
import type { Contract, Rule } from '../../core/contract/contract.js';
import { cannotBeLive } from '../../core/contract/live.js';
import type { ModeChange } from '../../core/ledger/modes.js';
import { currentMode, modeBook } from '../../core/ledger/modes.js';
import type { Parity } from '../../core/ledger/parity.js';
import { ParityTally, closedBecause } from '../../core/ledger/parity.js';
import type { Instant } from '../../core/observation/instant.js';
import { pagesOf } from '../../store/lists.js';
import type { Store } from '../../store/store.js';

export interface CutoverRequest {
  readonly rule: Rule;
  readonly to: Mode;
  readonly oldPath: string | null;
  readonly oldPathOff: boolean;
  readonly overlapMillis: number;
  readonly force: boolean;
  readonly by: string;
  readonly reason: string;
}

export type Cutover =
  | {
      readonly kind: 'changed';
      readonly change: ModeChange;
      /** null: the hub has never run with the rule. */
      readonly before: Mode | null;
      readonly against: readonly string[];
    }
  /** The gate is closed. */
  | { readonly kind: 'closed'; readonly because: readonly string[] }
  /** It can't be live whatever anybody says. */
  | { readonly kind: 'unable'; readonly because: string }
  | { readonly kind: 'raced' };

export async function cutover(
  store: Store,
  contract: Contract,
  { request, now }: { readonly request: CutoverRequest; readonly now: Instant },
): Promise<Cutover> {
  const { rule, to } = request;
  const unable = to === 'live' ? cannotBeLive(rule, contract) : null;
  if (unable !== null) return { kind: 'unable', because: unable };
  const against = to === 'live' ? await reasonsAgainst(store, contract, request) : [];
  if (against.length > 0 && !request.force) return { kind: 'closed', because: against };
  const latest = currentMode(modeBook(await store.modes.modeChanges()), rule.id);
  const change: ModeChange = {
    rule: rule.id,
    sequence: (latest?.sequence ?? 0) + 1,
    mode: to,
    at: now,
    effectiveFrom: now,
    overlapMillis: to === 'live' ? request.overlapMillis : 0,
    oldPath: request.oldPath,
    by: request.by,
    reason: request.reason,
    forced: against.length > 0,
  };
  const isChanged = await store.modes.changeMode(change);
  if (!isChanged) return { kind: 'raced' };
  return { kind: 'changed', change, before: latest?.mode ?? null, against };
}

async function reasonsAgainst(
  store: Store,
  contract: Contract,
  { rule, oldPath, oldPathOff, overlapMillis }: CutoverRequest,
): Promise<readonly string[]> {
  const cannotBeAsked = rule.to.filter(
    (system) => contract.destinations.get(system)?.lookUps.has(rule.operation) !== true,
  );
  const { parity } = await parityOf(store, rule.id);
  return closedBecause({ rule, parity, oldPath, oldPathOff, overlapMillis, cannotBeAsked });
}

const pageMost = 200;

/** What a rule's latest shadow has shown; `mode` null: the hub has never run with the rule. */
export async function parityOf(
  store: Store,
  rule: string,
): Promise<{ readonly parity: Parity; readonly mode: ModeChange | null }> {
  const changes = modeBook(await store.modes.modeChanges()).get(rule) ?? [];
  const shadow = changes.findLast(({ mode }) => mode === 'shadow');
  const tally = new ParityTally();
  const since = shadow?.effectiveFrom;
  if (since !== undefined) {
    const pages = pagesOf(async (after) => store.handoffs({ rule, after, most: pageMost }));
    for await (const page of pages) for (const handoff of page) tally.add(handoff, since);
  }
  return { parity: tally.parity(), mode: changes.at(-1) ?? null };
}

/** Why the hub is not all that the contract means it to be: rules of it that it took back by itself. */
export async function droppedRules(
  store: Pick<Store, 'modes'>,
  { rules }: Pick<Contract, 'rules'>,
): Promise<readonly string[]> {
  const book = modeBook(await store.modes.modeChanges());
  return [...book.values()].flatMap((changes) => {
    const latest = changes.at(-1);
    if (latest?.by !== 'weir' || !rules.some(({ id }) => id === latest.rule)) return [];
    return [`${latest.rule} went back to ${latest.mode}: ${latest.reason}.`];
  });
}

/** Rules that are live by the journal, and that Weir can't carry by the contract as it stands now. */
export async function liveInVain(
  store: Pick<Store, 'modes'>,
  contract: Contract,
): Promise<readonly string[]> {
  const book = modeBook(await store.modes.modeChanges());
  return contract.rules.flatMap((rule) => {
    if (currentMode(book, rule.id)?.mode !== 'live') return [];
    const why = cannotBeLive(rule, contract);
    return why === null
      ? []
      : [`${why} Until then weir cutover ${rule.id} --to observe takes it back.`];
  });
}
