// What an answer lets the ledger say of the destination: that it has the effect now, under the name
// that it gave. No more than was asked for, and nothing where the operation has no such statement.
import type { Contract, Operation } from '../../core/contract/contract.js';
import type { Command } from '../../core/ledger/command.js';
import { readBackId } from '../../core/ledger/evidence.js';
import { answerId } from '../../core/observation/answered.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { Kind } from '../../core/observation/kinds.js';
import type { ObservationLine } from '../connector.js';

const effects: Readonly<Partial<Record<Operation, Kind>>> = {
  'create-order': 'order.acknowledged',
  'update-order': 'order.updated',
  'hold-order': 'order.held',
  'release-order': 'order.released',
  'cancel-order': 'order.cancelled',
  'record-fulfilment': 'shipment.shipped',
  'confirm-shipment': 'shipment.shipped',
  'record-payment': 'payment.captured',
  'record-refund': 'refund.issued',
  'record-return': 'return.received',
  'set-available': 'listing.availability',
};

export interface Effect {
  readonly command: Command;
  readonly record: string | null;
  /** When it answered, by our clock. */
  readonly at: Instant;
}

/** What was asked for is no older than its cause, whose system's clock may be ahead of ours. */
function atOf({ command, at }: Effect): string {
  return instantText(Math.max(at, command.cause.at) as Instant);
}

/** One statement at most; its id is the command's own, so that a repeat is known as one. */
export function effectOf(
  effect: Effect,
  { joins }: Pick<Contract, 'joins'>,
): readonly ObservationLine[] {
  const { command, record } = effect;
  const kind = effects[command.operation];
  if (kind === undefined) return [];
  const created = {
    ...(record === null ? {} : { record }),
    state: 'confirmed',
  };
  return [
    {
      id: answerId(command.key),
      system: command.to,
      kind,
      at: atOf(effect),
      refs: { ...namesThere(command, joins), ...(record === null ? {} : { record }) },
      data: kind === 'order.acknowledged' ? created : effectData(command),
    },
  ];
}

function effectData({ stock, said }: Command): Readonly<Record<string, unknown>> {
  return stock === undefined ? said : { available: stock.available };
}

/** What was read back, as the destination's statement of that moment. */
export function shownOf(
  effect: Effect,
  shows: Readonly<Record<string, unknown>>,
  { joins }: Pick<Contract, 'joins'>,
): readonly ObservationLine[] {
  const { command, record, at } = effect;
  // A record says by itself what it holds; all else could be counted a second time as a fact.
  const holds = command.operation === 'create-order' && record !== null;
  const named = record === null ? {} : { record };
  return [
    {
      id: `${readBackId(command.key)}@${at}`,
      system: command.to,
      kind: holds ? 'order.acknowledged' : 'order.status',
      at: atOf(effect),
      refs: { ...namesThere(command, joins), ...named },
      data: holds ? { ...shows, ...named, state: 'confirmed' } : shows,
    },
  ];
}

const ofOrders = ['order', 'shipment', 'refund', 'return', 'payment'];

/** The names by which the destination's own statements find the order: the global one, or joined. */
function namesThere(command: Command, joins: Contract['joins']): Record<string, string> {
  const { to, names, order } = command;
  const found: Record<string, string> = {};
  const namespaces = command.stock === undefined ? ofOrders : ['sku'];
  for (const namespace of namespaces) {
    const [name, ...others] = names[namespace] ?? [];
    if (name !== undefined && others.length === 0) found[namespace] = name;
  }
  for (const { left, right } of joins) {
    const [here, there] = left.system === to ? [left, right] : [right, left];
    if (here.system !== to) continue;
    const [name, ...others] = order?.knownAs[there.system]?.[there.namespace] ?? [];
    if (name !== undefined && others.length === 0) found[here.namespace] ??= name;
  }
  return found;
}
