// What a destination states of what it did, in its own name.
import type { DestinationName, Effect } from './destination.js';

interface Form {
  readonly kind: string;
  /** Namespace by which it names what of the order; null: the order alone. */
  readonly namespace: string | null;
}

const forms: Readonly<Record<string, Form>> = {
  'create-order': { kind: 'order.acknowledged', namespace: null },
  'record-fulfilment': { kind: 'shipment.shipped', namespace: 'shipment' },
  'confirm-shipment': { kind: 'shipment.shipped', namespace: 'shipment' },
  'record-refund': { kind: 'refund.issued', namespace: 'refund' },
  'update-order': { kind: 'order.updated', namespace: null },
  'record-payment': { kind: 'payment.captured', namespace: 'payment' },
  'record-return': { kind: 'return.received', namespace: 'return' },
  'cancel-order': { kind: 'order.cancelled', namespace: null },
};

/** The id as its system gave it: a reader of several kinds adds the kind to it. */
export function ownId({ id, kind }: { readonly id: string; readonly kind?: string }): string {
  const suffix = id.slice(id.lastIndexOf('/') + 1);
  return kind === undefined || suffix === kind ? id.replace(/\/[a-z.]+$/, '') : id;
}

export interface Stating {
  /** What it was told. */
  readonly body: string;
  readonly at: number;
  /** It names the order by its own record alone. */
  readonly byRecord: boolean;
}

export function statementOf(
  system: DestinationName,
  { operation, order, entity, record }: Effect,
  { body, at, byRecord }: Stating,
): Readonly<Record<string, unknown>> {
  const told = JSON.parse(body) as {
    readonly said?: object;
    readonly stock?: { readonly sku: string; readonly available: string };
  };
  const named = { id: `${system}-${operation}-${entity}-${record}`, system };
  const time = new Date(at).toISOString();
  if (told.stock !== undefined) {
    const { sku, available } = told.stock;
    const shown = { kind: 'listing.availability', refs: { sku }, data: { available } };
    return { ...named, at: time, ...shown };
  }
  const { kind, namespace } = forms[operation] ?? { kind: 'order.status', namespace: null };
  const isCreated = operation === 'create-order';
  return {
    ...{ ...named, kind, at: time },
    refs: {
      ...(byRecord && !isCreated ? {} : { order }),
      ...(namespace === null ? {} : { [namespace]: entity }),
      ...(system === 'erp' ? { record: `SO-${order}` } : {}),
    },
    data: isCreated ? { record: `SO-${order}`, state: 'confirmed' } : (told.said ?? {}),
  };
}
