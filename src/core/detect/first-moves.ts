// What to do on Monday morning, in plain words: the repair of the write path before the clean-up,
// and never a faster sync for a mismatch.
import type { IntegrationMap } from '../map/integration-map.js';
import type { PatternId } from './finding.js';
import type { ReportCluster, ReportVerdict } from './report.js';

const movesMax = 6;
const namedMax = 3;

const repairs: Readonly<Record<PatternId, string>> = {
  'identity-conflict':
    'scope the order names to their storefront, so that two orders never share one',
  'duplicate-draft': 'write with one permanent key an order, and look up before any retry',
  'transform-mismatch':
    'correct the mapping and give it a contract test; then replay what was refused',
  'unmapped-status':
    'add the word to the mapping by decision; until then hold it, never default it',
  'premature-event': 'hold a successor until the destination has acknowledged its predecessor',
  'unmatched-fulfilment':
    'refuse shipments that name no order, and carry the order reference through',
  'rollback-gap':
    'send cancellations, refunds and returns as handoffs of their own, cancellations faster than allocation',
  'lost-order': 'make the ERP confirm each order, with a deadline, retries and a dead letter',
  'parked-draft': 'confirm drafts within a deadline, or create them confirmed',
  'orphaned-payment': 'write the order reference into the payment when it is created',
  'three-truths':
    'let every path consult one order record, and hold events whose predecessor is missing',
  'status-void':
    'make the handoff acknowledged: a deadline, retries, and a dead letter someone reads',
  'books-gap': 'post cost and inventory from the same event as revenue, and compare them daily',
  'impossible-quantity': 'check quantities against the order before they are written',
  'trigger-gap':
    'send stock from the ledger of movements, with an acknowledgement from each channel',
  'sync-failure':
    'retry failed stock updates with the latest value, and raise an alarm on the last failure',
  'phantom-availability': 'push zero at once to every channel that lists the item',
  oversell:
    'push zero at once to every channel that lists the item, and keep a buffer until it is proven',
  inversion: 'enter stock when it moves, and decide which orders keep their promise',
  'stale-feed':
    'have the feed rebuilt with monitoring, retry and a fallback; a second export is no repair',
  'missing-feed': 'watch the feed for silence, and declare what its consumers do without it',
  'metric-dispute': 'show the as-of beside each figure, and let both sides read one snapshot',
  'stale-decision': 'refuse or hold decisions on figures past their age',
  'missing-acknowledgement':
    'chase missing 997s and 855s by deadline, and re-send, with the same control number, only what nobody has answered',
  'sync-delay': 'raise frequency or capacity, or replace the poll by an event',
};

/** The change that keeps a pattern from coming back, as an imperative clause. */
export function repairOf(pattern: PatternId): string {
  return repairs[pattern];
}

function clusterMove(cluster: ReportCluster): string {
  const where = cluster.handoff ?? cluster.systems.join(' → ');
  return `${where}: ${repairs[cluster.pattern]}${backWords(cluster)}.`;
}

/** Two faults of one handoff are mended by one move. */
function movesOf(clusters: readonly ReportCluster[]): string[] {
  return [...new Set(clusters.map(clusterMove))].slice(0, namedMax);
}

function backWords({ recurrences_by_hand: byHand = 0, since_baseline }: ReportCluster): string {
  if (byHand > 0) return ' (cleaning up by hand has not held)';
  return since_baseline === 'returned'
    ? ' (it no longer stood in the last report, and is back)'
    : '';
}

interface MovesInput {
  readonly kind: ReportVerdict['kind'];
  readonly clusters: readonly ReportCluster[];
  readonly map: IntegrationMap;
  readonly settleWith: readonly string[];
  readonly delays: readonly string[];
  /** Feeds that are at fault in all that reads them. */
  readonly cascades: readonly string[];
  /** Handoffs whose outcome is known. */
  readonly judged: number;
}

function structuralMoves({ clusters, map }: MovesInput): string[] {
  const structural = clusters.filter((cluster) => cluster.structural);
  const moves = movesOf(structural);
  if (map.closing_set.length > 0) {
    moves.push(
      `Write into the contract, each with an acknowledgement: ${map.closing_set.join(', ')}.`,
    );
  }
  moves.push(
    'Repair the handoffs first, then clean up the backlog: the clean-up file of a fault lists every order of it.',
  );
  if (structural.some((cluster) => cluster.cause !== 'delay')) {
    moves.push('Do not sync more often: it would spread the wrong values sooner.');
  }
  return moves;
}

/** At most six sentences, the most useful first. */
export function firstMoves(input: MovesInput): string[] {
  const moves: string[] = [];
  switch (input.kind) {
    case 'structural':
      moves.push(...structuralMoves(input));
      break;
    case 'isolated': {
      const faults = input.clusters.filter((cluster) => cluster.count > cluster.ignored);
      moves.push(...movesOf(faults));
      for (const feed of input.cascades) {
        moves.push(
          `Mend ${feed} before anything that reads it: one feed is behind their different faults.`,
        );
      }
      if (input.cascades.length === 0)
        moves.push('Mend these cases one by one; nothing here asks for a new architecture.');
      break;
    }
    case 'delay':
      moves.push(
        `Look at frequency and capacity of ${input.delays.join(', ') || 'the late handoffs'}.`,
      );
      moves.push('The content is right: leave contract and mapping as they are.');
      break;
    case 'healthy':
      moves.push(
        input.judged > 0
          ? 'Keep this report, and give it to the next audit with --baseline.'
          : "Add the files of the systems that should agree: the ERP's orders and shipments, the channels' orders, the processor's payments, for the same days.",
      );
      break;
  }
  const [file] = input.settleWith;
  if (file !== undefined) moves.push(`To know more, export ${file}.`);
  return moves.slice(0, movesMax);
}
