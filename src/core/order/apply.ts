// What one statement adds to the view of the system that made it, kind by kind.
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import type { Claim } from '../observation/vocabulary.js';
import { acknowledgeRecord, stateRecord, voidRecords } from './held-records.js';
import type { LineSums } from './quantities.js';
import type { OrderView, QuantityFact, StatedClaims } from './record.js';

/** Kinds by which a system shows that it knows the order itself, not only its money or its parcel. */
const knowing: ReadonlySet<Kind> = new Set<Kind>([
  'order.placed',
  'order.accepted',
  'order.acknowledged',
  'order.updated',
  'order.held',
  'order.released',
  'order.status',
  'order.cancel-requested',
  'order.cancelled',
  'order.closed',
  'fulfilment.requested',
  'fulfilment.allocated',
  'fulfilment.picked',
]);

type Apply = (view: OrderView, statement: Observation, given: Applying) => void;

interface Applying {
  readonly claims: readonly Claim[];
  readonly sums: LineSums;
}

const ship: Apply = (view, statement, { claims, sums }) => {
  view.shipments = added(view.shipments, quantityFact(statement, sums, claims));
};

const work: Apply = (view, statement) => {
  view.work = added(view.work, statement);
};

const goodsBack: Apply = (view, statement, { sums }) => {
  const { lines } = statement.data;
  view.returns = added(view.returns, {
    statement,
    entity: refOf(statement.refs, 'return') ?? statement.id,
    lines: lines === undefined ? null : sums.of(lines, statement.system),
    whole: false,
  });
};

const post: Apply = (view, statement) => {
  view.books = added(view.books, statement);
};

/** What each kind adds to the view of the system that states it; the others add nothing to it. */
const effects: Readonly<Partial<Record<Kind, Apply>>> = {
  'order.placed': (view, statement) => {
    view.placed ??= statement;
  },
  'order.acknowledged': acknowledge,
  'order.refused': (view, statement) => {
    view.refusals = added(view.refusals, statement);
  },
  'order.updated': (view, statement) => {
    view.updates = added(view.updates, statement);
  },
  'order.held': (view, statement) => {
    view.holds = added(view.holds, statement);
  },
  'order.released': (view, statement) => {
    view.releases = added(view.releases, statement);
  },
  'order.status': (view, statement, { claims }) => {
    state(view, statement, claims);
  },
  'order.closed': close,
  'order.cancelled': (view, statement, { sums }) => {
    cancel(view, statement, sums);
  },
  'order.cancel-refused': (view, statement) => {
    view.cancelRefusals = added(view.cancelRefusals, statement);
  },
  'shipment.shipped': ship,
  'shipment.in-transit': ship,
  'shipment.delivered': ship,
  'shipment.cancelled': withdrawShipment,
  'fulfilment.allocated': work,
  'fulfilment.picked': work,
  'payment.captured': (view, statement) => {
    view.captures = added(view.captures, statement);
  },
  'payment.authorized': (view, statement) => {
    view.authorizations = added(view.authorizations, statement);
  },
  'payment.settled': (view, statement) => {
    view.settlements = added(view.settlements, statement);
  },
  'refund.issued': (view, statement) => {
    view.refunds = added(view.refunds, statement);
  },
  'refund.failed': (view, statement) => {
    view.refundFailures = added(view.refundFailures, statement);
  },
  'return.requested': goodsBack,
  'return.approved': goodsBack,
  'return.received': goodsBack,
  'return.closed': goodsBack,
  'books.revenue': post,
  'books.cogs': post,
  'books.inventory': post,
  'books.voided': post,
};

/** The list with one more: the first makes it the view's own, as all that are empty are one. */
function added<Item>(list: readonly Item[], item: Item): readonly Item[] {
  if (list.length === 0) return [item];
  (list as Item[]).push(item);
  return list;
}

/** Adds one statement to the view of the system that made it. */
export function applyStatement(
  view: OrderView,
  statement: Observation,
  claims: readonly Claim[],
  sums: LineSums,
): void {
  if (view.known === null && knowing.has(statement.kind)) view.known = statement;
  effects[statement.kind]?.(view, statement, { claims, sums });
}

function claimed(claims: readonly Claim[], axis: Claim['axis']): string | null {
  for (const claim of claims) if (claim.axis === axis) return claim.state;
  return null;
}

function acknowledge(view: OrderView, statement: Observation, given: Applying): void {
  const ledger = claimed(given.claims, 'ledger');
  acknowledgeRecord(view, statement, { ledger, sums: given.sums });
}

function state(view: OrderView, statement: Observation, claims: readonly Claim[]): void {
  if (claims.length === 0) return;
  const stated: StatedClaims = {
    statement,
    acceptance: claimed(claims, 'acceptance'),
    payment: claimed(claims, 'payment'),
    fulfilment: claimed(claims, 'fulfilment') ?? claimed(claims, 'shipment'),
    cancellation: claimed(claims, 'cancellation'),
    ledger: claimed(claims, 'ledger'),
  };
  view.stated = added(view.stated, stated);
  if (stated.fulfilment === 'shipped' || stated.fulfilment === 'delivered') {
    view.shipments = added(view.shipments, statusFact(statement, true));
  } else if (stated.fulfilment === 'partially_shipped') {
    view.shipments = added(view.shipments, statusFact(statement, false));
  }
  if (stated.cancellation === 'cancelled') {
    voidRecords(view, statement);
    view.cancellations = added(view.cancellations, statusFact(statement, true));
  }
  if (stated.ledger !== null) stateRecord(view, statement, stated.ledger);
}

/** A channel closes what it archives: only the ledger of an ERP says by it that nothing more is done. */
function close(view: OrderView, statement: Observation): void {
  if (view.role !== 'erp') return;
  const silent = { acceptance: null, payment: null, fulfilment: null, cancellation: null };
  view.stated = added(view.stated, { statement, ...silent, ledger: 'closed' });
}

function cancel(view: OrderView, statement: Observation, sums: LineSums): void {
  const { lines } = statement.data;
  if (lines === undefined) voidRecords(view, statement);
  view.cancellations = added(view.cancellations, {
    statement,
    entity: statement.id,
    lines: lines === undefined ? null : sums.of(lines, statement.system),
    whole: lines === undefined,
  });
}

/** What a bare status claims, without saying of how much. */
function statusFact(statement: Observation, whole: boolean): QuantityFact {
  return { statement, entity: 'status', lines: null, whole };
}

function quantityFact(
  statement: Observation,
  sums: LineSums,
  claims: readonly Claim[],
): QuantityFact {
  const { lines } = statement.data;
  const fulfilment = claimed(claims, 'fulfilment');
  return {
    statement,
    entity: refOf(statement.refs, 'shipment') ?? statement.data.tracking ?? statement.id,
    lines: lines === undefined ? null : sums.of(lines, statement.system),
    whole: lines === undefined && fulfilment === 'shipped' && statement.native !== undefined,
  };
}

function withdrawShipment(view: OrderView, statement: Observation): void {
  const entity = refOf(statement.refs, 'shipment') ?? statement.data.tracking;
  for (const shipment of view.shipments) {
    if (shipment.entity !== entity) continue;
    view.takenBack = added(view.takenBack, { shipment, by: statement });
  }
  view.shipments = view.shipments.filter((shipment) => shipment.entity !== entity);
}
