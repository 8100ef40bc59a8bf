// All that the auditors may read when a world has ended: what the sources said and heard, what the ledger
// says, what was asked of the destinations and what they did. Nothing of it is made by the core's folds.
import type { FindingState, HandoffState } from '../../src/core/ledger/ledger.js';
import type { Counts, Store, Story } from '../../src/store/store.js';
import type { Commits } from './database.js';
import type { DestinationName, PeerDestination } from './destination.js';
import type { Happening, History } from './history.js';
import type { Post } from './source.js';
import type { Shelves } from './stock.js';
import { shownAtFirst } from './stock.js';
import type { Terms } from './terms.js';
import type { Call } from './wire.js';
import type { World } from './world.js';

/** What the ledger says. */
export interface Ledger {
  /** Order -> its story; an order that the ledger does not know is not there. */
  readonly stories: ReadonlyMap<string, Story>;
  /** Item -> the story of its stock. */
  readonly shelves: ReadonlyMap<string, Story>;
  readonly handoffs: readonly HandoffState[];
  readonly findings: readonly FindingState[];
  readonly counts: Counts;
}

export interface Evidence {
  readonly histories: readonly History[];
  readonly shelves: Shelves;
  /** What systems stated of what others tell, where several tell of one thing. */
  readonly echoes: readonly Happening[];
  readonly terms: Terms;
  /** What each channel shows of each item before it is told anything. */
  readonly shownAtFirst: string;
  readonly posts: readonly Post[];
  /** Lines that their systems stated, whether the hub heard them or not. */
  readonly stated: readonly string[];
  readonly commits: Commits;
  readonly calls: readonly Call[];
  readonly destinations: ReadonlyMap<DestinationName, PeerDestination>;
  readonly ledger: Ledger;
  /** What another hub makes of the same receipts, taken in in another order and folded once. */
  readonly rebuilt: Ledger;
}

/** One promise that was not kept. */
export interface Violation {
  /** I1 to I14 of docs/concepts/simulator.md; `end` where something was left unsettled. */
  readonly invariant: string;
  readonly says: string;
}

export type Auditor = (evidence: Evidence) => readonly string[];

const most = 10_000;

interface Subjects {
  readonly orders: readonly string[];
  readonly items: readonly string[];
}

async function ledgerOf(store: Store, { orders, items }: Subjects): Promise<Ledger> {
  const shelves = new Map<string, Story>();
  for (const item of items) {
    const story = await store.story('stock', item);
    if (story !== null) shelves.set(item, story);
  }
  const stories = new Map<string, Story>();
  for (const order of orders) {
    for (const { type, key } of await store.named(`order:${order}`, 2)) {
      const story = await store.story(type, key);
      if (story !== null) stories.set(order, story);
    }
  }
  const { rows: handoffs } = await store.handoffs({ after: null, most });
  const { rows: findings } = await store.findings({ after: null, most });
  return { stories, shelves, handoffs, findings, counts: await store.counts() };
}

export async function evidenceOf(world: World, rebuilt: Store): Promise<Evidence> {
  const orders = world.histories.map(({ order }) => order);
  const subjects = { orders, items: world.shelves.items };
  const sources = [...world.sources.values()];
  return {
    histories: world.histories,
    shelves: world.shelves,
    echoes: world.echoes,
    terms: world.plan.terms,
    shownAtFirst,
    posts: sources.flatMap(({ posts }) => posts),
    stated: sources.flatMap(({ stated }) => stated),
    commits: world.database.commits,
    calls: world.wire.calls,
    destinations: world.destinations,
    ledger: await ledgerOf(world.database.store, subjects),
    rebuilt: await ledgerOf(rebuilt, subjects),
  };
}
