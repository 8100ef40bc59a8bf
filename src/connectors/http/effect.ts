// What an answer lets the ledger say of the destination: that it has the effect now, under the name
// that it gave. No more than was asked for, and nothing where the operation has no such statement.
import type { Contract, Operation } from '../../core/contract/contract.js';
import type { Command } from '../../core/ledger/command.js';
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
};

export interface Effect {
  readonly command: Command;
  readonly record: string | null;
  readonly at: Instant;
}

/** One statement at most; its id is the command's own, so that a repeat is known as one. */
export function effectOf(
  { command, record, at }: Effect,
  { joins }: Pick<Contract, 'joins'>,
): readonly ObservationLine[] {
  const kind = effects[command.operation];
  if (kind === undefined) return [];
  const created = {
    ...(record === null ? {} : { record }),
    state: 'confirmed',
  };
  return [
    {
      id: `answer:${command.key}`,
      system: command.to,
      kind,
      at: instantText(at),
      refs: { ...namesThere(command, joins), ...(record === null ? {} : { record }) },
      data: kind === 'order.acknowledged' ? created : command.said,
    },
  ];
}

/** The names by which the destination's own statements find the order: the global one, or joined. */
function namesThere(command: Command, joins: Contract['joins']): Record<string, string> {
  const { to, names, order } = command;
  const found: Record<string, string> = {};
  for (const namespace of ['order', 'shipment', 'refund', 'return', 'payment']) {
    const [name, ...others] = names[namespace] ?? [];
    if (name !== undefined && others.length === 0) found[namespace] = name;
  }
  for (const { left, right } of joins) {
    const [here, there] = left.system === to ? [left, right] : [right, left];
    if (here.system !== to) continue;
    const [name, ...others] = order.knownAs[there.system]?.[there.namespace] ?? [];
    if (name !== undefined && others.length === 0) found[here.namespace] ??= name;
  }
  return found;
}
