// Which thing a handoff is about, where several systems tell of it by names of their own: of those handoffs
// there must be one, whichever of the names it bears.
import { thingOf } from '../echoes.js';
import type { Evidence } from '../evidence.js';

const named = /^([^/]+\/[^/]+)\/[^/]+\/(order=[^/]+)\/(shipment|refund|return|payment)=([^/]+)$/;

/** The key without who told of it, and with the name that it had first; the key itself where one system tells. */
export function thingAt(key: string, { terms }: Pick<Evidence, 'terms'>): string {
  const [, start, order, namespace, name] = named.exec(key) ?? [];
  if (!terms.features.echoed || start === undefined || name === undefined) return key;
  return `${start}/${order ?? ''}/${namespace ?? ''}=${thingOf(name)}`;
}
