// What the contract says of systems that are not heard line by line: how they sign their webhooks, how they
// are polled, and the reader that knows both. A reader finds in a body just what its system stated.
import type { Features, Hearing, SystemName } from './features.js';

/** The secret by which a system signs, as the environment has it. */
export function secretOf(system: string): string {
  return `whsec_${Buffer.from(`the secret of ${system}, 32 bytes`).toString('base64')}`;
}

export function secretName(system: string): string {
  return `SIM_${system.toUpperCase()}_SECRET`;
}

/** Rows that were changed at one time, and clocks that are wrong, are no farther back than this. */
const overlapMillis = 900_000;
const pollEveryMillis = 60_000;

/** Under the system, indented as its other keys. */
export function webhookText(system: SystemName, hearing: Hearing): string {
  if (hearing !== 'webhook') return '';
  return `    webhook:
      secret: env:${secretName(system)}
      signature: { scheme: standard-webhooks }
      reader: ${system}-events
`;
}

/** Inside the system's `http:`. */
export function pollText(system: SystemName, hearing: Hearing): string {
  if (hearing !== 'poll') return '';
  return `      poll:
        path: /events
        every: ${pollEveryMillis / 1_000}s
        overlap: ${overlapMillis / 1_000}s
        reader: ${system}-events
        since: { param: since, format: millis }
        changed: changed
        next: { param: page, value: page + 1 }
        reconcile: false
`;
}

const refs =
  'refs: { order: refs.order, shipment: refs.shipment, refund: refs.refund, return: refs.return, payment: refs.payment, record: refs.record, sku: refs.sku, location: refs.location }';
const lines = 'lines: { each: data.lines, line: line, sku: sku, qty: qty, price: price }';

/** Kind -> what of its data is read. */
const emissions: Readonly<Record<string, string>> = {
  'order.placed': `data: { payable: data.payable, total.amount: data.total.amount, total.currency: data.total.currency }, ${lines}`,
  'order.updated': `data: { reason: data.reason }, ${lines}`,
  'order.cancelled': '',
  'order.acknowledged': 'data: { record: data.record, state: data.state }',
  'payment.captured': 'data: { amount: data.amount, currency: data.currency }',
  'refund.issued': 'data: { amount: data.amount, currency: data.currency }',
  'shipment.shipped': `data: { tracking: data.tracking }, ${lines}`,
  'return.received': lines,
  'stock.level': 'data: { available: data.available }',
  'listing.availability': 'data: { available: data.available }',
};

function readerText(system: string, hearing: Hearing): string {
  const emits = Object.entries(emissions).map(([kind, rest]) => {
    const more = rest === '' ? '' : `, ${rest}`;
    return `      - { kind: ${kind}, when: { kind: ${kind} }, at: at, id: id, ${refs}${more} }`;
  });
  return `  ${system}-events:
    system: ${system}
    format: json
    match: [id, kind, at]
${hearing === 'poll' ? '    rows: rows\n' : ''}    emit:
${emits.join('\n')}
`;
}

export function readersText({ heard }: Pick<Features, 'heard'>): string {
  const readers = Object.entries(heard).filter(([, hearing]) => hearing !== 'lines');
  if (readers.length === 0) return '';
  return `readers:\n${readers.map(([system, hearing]) => readerText(system, hearing)).join('')}`;
}
