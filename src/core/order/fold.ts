// Statements of one order, sorted -> its record: a view per system, facts per axis. What a native
// word claims is read by the system's vocabulary; a word that it does not know claims nothing.
import type { Context } from '../detect/context.js';
import type { Observation } from '../observation/observation.js';
import type { Claim } from '../observation/vocabulary.js';
import { applyStatement } from './apply.js';
import type { Arrivals } from './arrivals.js';
import type { Items } from './quantities.js';
import { quantitiesOf } from './quantities.js';
import type {
  Conflict,
  Implausible,
  OrderRecord,
  OrderView,
  Quantities,
  UnmappedWord,
} from './record.js';
import { mayFollow } from './states.js';

export interface FoldInput {
  readonly key: string;
  readonly arrivals: Arrivals;
  readonly conflicts: readonly Conflict[];
  readonly items: Items;
  readonly context: Context;
}

const nothing: readonly Claim[] = [];

export function foldOrder(input: FoldInput): OrderRecord {
  const views = new Map<string, OrderView>();
  const hops: Observation[] = [];
  const corrections: Observation[] = [];
  const notices: Observation[] = [];
  const quantities = new Map<Observation, Quantities>();
  const implausible: Implausible[] = [];
  const unmapped: UnmappedWord[] = [];
  for (const statement of input.arrivals.statements) {
    const view = viewOf(views, statement.system, input.context);
    const claims = claimsOf(statement, view, { input, unmapped });
    if (claims.length > 0) noteClaims(view, statement, claims, implausible);
    const { lines } = statement.data;
    if (
      lines !== undefined &&
      (statement.kind === 'order.placed' || statement.kind === 'order.updated')
    ) {
      quantities.set(statement, quantitiesOf(lines, statement.system, input.items));
    }
    if (statement.kind.startsWith('hop.')) hops.push(statement);
    else if (statement.kind.startsWith('hand.')) corrections.push(statement);
    else if (statement.kind.startsWith('customer.')) notices.push(statement);
    else applyStatement(view, statement, claims, input.items);
  }
  const placing = decidingPlacing(views);
  return {
    key: input.key,
    statements: input.arrivals.statements,
    views,
    placing,
    quantities,
    test: placing?.data.test === true,
    hops,
    corrections,
    notices,
    conflicts: [...input.conflicts, ...input.arrivals.conflicts],
    implausible,
    unmapped,
  };
}

function viewOf(views: Map<string, OrderView>, system: string, context: Context): OrderView {
  const known = views.get(system);
  if (known !== undefined) return known;
  const view: OrderView = {
    system,
    role: context.contract.systems.get(system)?.role ?? null,
    known: null,
    placed: null,
    records: [],
    refusals: [],
    cancelRefusals: [],
    updates: [],
    holds: [],
    releases: [],
    cancellations: [],
    shipments: [],
    shippedSteps: null,
    work: [],
    returns: [],
    captures: [],
    authorizations: [],
    settlements: [],
    refunds: [],
    books: [],
    stated: [],
    claimed: null,
    unmapped: null,
  };
  views.set(system, view);
  return view;
}

/** A parcel and a document have axes of their own; an order may have several of each. */
const ofTheOrder: ReadonlySet<string> = new Set([
  'acceptance',
  'payment',
  'fulfilment',
  'cancellation',
  'ledger',
]);

function noteClaims(
  view: OrderView,
  statement: Observation,
  claims: readonly Claim[],
  implausible: Implausible[],
): void {
  for (const { axis, state } of claims) {
    if (!ofTheOrder.has(axis)) continue;
    view.claimed ??= new Map();
    const before = view.claimed.get(axis);
    if (before !== undefined && !mayFollow(axis, before, state)) {
      implausible.push({ statement, axis, from: before, to: state });
    }
    view.claimed.set(axis, state);
  }
}

function claimsOf(
  statement: Observation,
  view: OrderView,
  given: { readonly input: FoldInput; readonly unmapped: UnmappedWord[] },
): readonly Claim[] {
  if (statement.canonical !== undefined) {
    const [axis, state] = statement.canonical.split(':');
    return [{ axis: axis as Claim['axis'], state: state ?? '' }];
  }
  const { native } = statement;
  if (native === undefined) return nothing;
  const reading = given.input.context.read(statement.system, native, statement.kind);
  if (reading.known) return reading.claims;
  view.unmapped = statement;
  given.unmapped.push({ statement, native, closed: reading.closed });
  return nothing;
}

/** The selling channel's placing decides: a marketplace sells what a storefront only mirrors. */
function decidingPlacing(views: ReadonlyMap<string, OrderView>): Observation | null {
  let best: Observation | null = null;
  let bestRank = 9;
  for (const view of views.values()) {
    if (view.placed === null) continue;
    const rank = view.role === 'marketplace' ? 0 : 1;
    const earlier =
      best === null || rank < bestRank || (rank === bestRank && before(view.placed, best));
    if (earlier) {
      best = view.placed;
      bestRank = rank;
    }
  }
  return best;
}

function before(left: Observation, right: Observation): boolean {
  return left.at < right.at || (left.at === right.at && left.system < right.system);
}
