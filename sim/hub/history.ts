// What happens in the made-up company, as the systems themselves know it: orders placed, paid, edited,
// shipped in parts, cancelled, refunded. The auditors hold the hub against this, never against itself.
import type { Random } from '../company/random.js';

export type SourceName = 'shop' | 'market' | 'pay' | 'wh';

/** One thing that happened, as its system states it. */
export interface Happening {
  readonly system: SourceName | 'erp';
  /** Milliseconds after the world's start. */
  readonly at: number;
  readonly line: Readonly<Record<string, unknown>>;
}

export interface Parcel {
  readonly shipment: string;
  readonly qty: number;
}

export interface History {
  readonly order: string;
  readonly channel: 'shop' | 'market';
  readonly placedAt: number;
  /** Null: nobody ever pays. */
  readonly paidAt: number | null;
  readonly cancelledAt: number | null;
  /** What is ordered of its one item, in the end. */
  readonly qty: number;
  readonly parcels: readonly Parcel[];
  readonly refunds: readonly string[];
  readonly returns: readonly string[];
  /** The ERP knows no such item, and never takes the order. */
  readonly unknownItem: boolean;
  readonly happenings: readonly Happening[];
}

const minute = 60_000;

export interface Draft {
  readonly order: string;
  readonly random: Random;
  /** It is placed between these, in milliseconds after the start. */
  readonly from: number;
  readonly until: number;
  /** Added to what the clocks of the systems show. */
  readonly skew: Readonly<Record<SourceName, number>>;
  readonly start: number;
}

/** The time of a line, so many milliseconds later. */
export function laterThan({ line }: Happening, millis: number): string {
  return new Date(Date.parse(String(line['at'])) + millis).toISOString();
}

class Life {
  readonly happenings: Happening[] = [];
  readonly #draft: Draft;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  says(system: SourceName, at: number, fields: Readonly<Record<string, unknown>>): void {
    const { start, skew, order } = this.#draft;
    const { refs, ...rest } = fields;
    const line = {
      id: `${system}-${order}-${this.happenings.length + 1}`,
      system,
      at: new Date(start + at + skew[system]).toISOString(),
      refs: { order, ...(refs as object | undefined) },
      ...rest,
    };
    this.happenings.push({ system, at, line });
  }
}

export function historyOf(draft: Draft): History {
  const { order, random, from, until } = draft;
  const life = new Life(draft);
  const channel = random.chance(0.6) ? 'shop' : 'market';
  const unknownItem = random.chance(0.06);
  const qty = random.whole(1, 4);
  const placedAt = random.whole(from, until);
  const sku = unknownItem ? 'NO-SUCH' : `A-${random.whole(1, 5)}`;
  const ordered = { line: '1', sku, qty, price: '10.00' };
  const total = { amount: `${qty * 10}.00`, currency: 'USD' };
  const isPaidLater = channel === 'shop' && random.chance(0.7);
  life.says(channel, placedAt, {
    kind: 'order.placed',
    data: { payable: isPaidLater ? 'pending' : 'captured', lines: [ordered], total },
  });
  const paidAt = payment(life, draft, { placedAt, amount: total.amount, isPaidLater });
  if (random.chance(0.1)) edit(life, draft, { channel, placedAt, ordered });
  const begun = placedAt + random.whole(1, 6) * minute;
  const isCancelled = random.chance(0.2);
  const cancelledAt = isCancelled ? begun : null;
  if (isCancelled) life.says(channel, begun, { kind: 'order.cancelled', data: {} });
  const parcels = isCancelled || paidAt === null ? [] : parcelsOf(order, qty, random);
  for (const [index, parcel] of parcels.entries()) {
    life.says('wh', begun + index * random.whole(1, 4) * minute, {
      kind: 'shipment.shipped',
      refs: { shipment: parcel.shipment },
      data: { lines: [{ line: '1', sku, qty: parcel.qty }], tracking: `1Z${parcel.shipment}` },
    });
  }
  const refunds = paidAt === null ? [] : refundsOf(life, draft, { begun, isCancelled });
  return {
    ...{ order, channel, placedAt, paidAt, cancelledAt, parcels, refunds, unknownItem },
    ...{ qty, returns: [] },
    happenings: life.happenings,
  };
}

function payment(
  life: Life,
  { order, random }: Draft,
  given: { readonly placedAt: number; readonly amount: string; readonly isPaidLater: boolean },
): number | null {
  if (!given.isPaidLater) return given.placedAt;
  if (random.chance(0.08)) return null;
  const at = given.placedAt + random.whole(0, 2 * minute);
  life.says('pay', at, {
    kind: 'payment.captured',
    refs: { payment: `P-${order}` },
    data: { amount: given.amount, currency: 'USD' },
  });
  return at;
}

function edit(
  life: Life,
  { random }: Draft,
  given: {
    readonly channel: 'shop' | 'market';
    readonly placedAt: number;
    readonly ordered: Readonly<Record<string, unknown>>;
  },
): void {
  life.says(given.channel, given.placedAt + random.whole(1, 60) * 1_000, {
    kind: 'order.updated',
    data: { lines: [given.ordered], reason: 'the address was mended' },
  });
}

function parcelsOf(order: string, qty: number, random: Random): readonly Parcel[] {
  const first = qty > 1 && random.chance(0.4) ? random.whole(1, qty - 1) : qty;
  const rest = qty - first;
  const parcels = [{ shipment: `S-${order}-1`, qty: first }];
  return rest === 0 ? parcels : [...parcels, { shipment: `S-${order}-2`, qty: rest }];
}

function refundsOf(
  life: Life,
  { order, random }: Draft,
  { begun, isCancelled }: { readonly begun: number; readonly isCancelled: boolean },
): readonly string[] {
  const count = isCancelled ? 1 : random.pick([0, 0, 0, 1, 1, 2]);
  const refunds = Array.from({ length: count }, (_, index) => `R-${order}-${index + 1}`);
  for (const [index, refund] of refunds.entries()) {
    life.says('pay', begun + (index + 1) * random.whole(1, 5) * minute, {
      kind: 'refund.issued',
      refs: { refund },
      data: { amount: '3.00', currency: 'USD' },
    });
  }
  return refunds;
}
