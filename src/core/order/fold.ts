// Statements of one order, sorted -> its record: a view per system, facts per axis. What a native
// word claims is read by the system's vocabulary; a word that it does not know claims nothing.
import type { Context } from '../detect/context.js';
import { isTestOrder } from '../observation/live.js';
import type { Observation } from '../observation/observation.js';
import type { Claim } from '../observation/vocabulary.js';
import { applyStatement } from './apply.js';
import type { Arrivals } from './arrivals.js';
import { compareStatements } from './arrivals.js';
import { editsOf } from './edits.js';
import { notFailed, toldOnce } from './money-told.js';
import { stopsOf } from './part-holds.js';
import type { Items } from './quantities.js';
import { LineSums } from './quantities.js';
import type {
  Conflict,
  Implausible,
  OrderRecord,
  OrderView,
  UnmappedWord,
  Version,
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
  const views: OrderView[] = [];
  const hops: Observation[] = [];
  const corrections: Observation[] = [];
  const notices: Observation[] = [];
  const versions: Version[] = [];
  const sums = new LineSums(input.items);
  const implausible: Implausible[] = [];
  const unmapped: UnmappedWord[] = [];
  for (const statement of input.arrivals.statements) {
    const view = viewFor(views, statement.system, input.context);
    const claims = claimsOf(statement, view, { input, unmapped });
    if (claims.length > 0) noteClaims(view, statement, claims, implausible);
    const { lines } = statement.data;
    if (
      lines !== undefined &&
      (statement.kind === 'order.placed' || statement.kind === 'order.updated')
    ) {
      versions.push({ statement, lines: sums.of(lines, statement.system) });
    }
    if (statement.kind.startsWith('hop.')) hops.push(statement);
    else if (statement.kind.startsWith('hand.')) corrections.push(statement);
    else if (statement.kind.startsWith('customer.')) notices.push(statement);
    else applyStatement(view, statement, claims, sums);
  }
  const edits = notedEdits(input, { views, versions, sums });
  for (const view of views) {
    view.captures = toldOnce(view.captures);
    view.refunds = toldOnce(notFailed(view.refunds, view.refundFailures));
    const stops = stopsOf(view);
    view.holds = stops.holds;
    view.releases = stops.releases;
  }
  const placing = decidingPlacing(views);
  return {
    key: input.key,
    statements: input.arrivals.statements,
    views,
    placing,
    versions,
    edits,
    test: isTestOrder(placing, input.arrivals.statements),
    hops,
    corrections,
    notices,
    conflicts: bothOf(input.conflicts, input.arrivals.conflicts),
    implausible,
    unmapped,
  };
}

interface Folding {
  readonly views: OrderView[];
  readonly versions: Version[];
  readonly sums: LineSums;
}

const noEdits: OrderRecord['edits'] = new Map();

/** Adds the edits that versions of a placing show to the updates of its view. */
function notedEdits(
  { arrivals, context }: FoldInput,
  { views, versions, sums }: Folding,
): OrderRecord['edits'] {
  if (arrivals.placings.length === 0) return noEdits;
  const edits = new Map<Observation, string>();
  for (const placings of arrivals.placings) {
    const [first] = placings;
    if (first === undefined) continue;
    const view = viewFor(views, first.system, context);
    const edited = editsOf(placings, view, sums);
    versions.push(...edited.versions);
    for (const { update, name } of edited.edits) edits.set(update, name);
    const updates = [...view.updates, ...edited.edits.map(({ update }) => update)];
    view.updates = updates.sort(compareStatements);
  }
  return edits;
}

function bothOf(left: readonly Conflict[], right: readonly Conflict[]): readonly Conflict[] {
  if (right.length === 0) return left;
  return left.length === 0 ? right : [...left, ...right];
}

/** Most lists of a view stay empty, and share this one until they are given something. */
const none: readonly never[] = [];

function viewFor(views: OrderView[], system: string, context: Context): OrderView {
  for (const view of views) if (view.system === system) return view;
  const view = emptyView(system, context);
  views.push(view);
  return view;
}

/** What is known of a system that has not said anything yet. */
export function emptyView(system: string, context: Context): OrderView {
  return {
    system,
    role: context.contract.systems.get(system)?.role ?? null,
    known: null,
    placed: null,
    records: none,
    refusals: none,
    cancelRefusals: none,
    updates: none,
    holds: none,
    releases: none,
    cancellations: none,
    shipments: none,
    takenBack: none,
    shippedSteps: null,
    work: none,
    returns: none,
    captures: none,
    authorizations: none,
    settlements: none,
    refunds: none,
    refundFailures: none,
    books: none,
    stated: none,
    claimed: null,
    unmapped: null,
  };
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
    const before = view.claimed?.get(axis);
    if (before === state) continue;
    if (before !== undefined && !mayFollow(axis, before, state)) {
      implausible.push({ statement, axis, from: before, to: state });
    }
    view.claimed ??= new Map();
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
function decidingPlacing(views: readonly OrderView[]): Observation | null {
  let best: Observation | null = null;
  let bestRank = 9;
  for (const view of views) {
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
