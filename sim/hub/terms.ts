// The contract of the made-up company: five systems, of which three take commands, and the rules that
// are live. What the destinations can do differs from world to world, and the contract says so.
import type { Contract, Rule } from '../../src/core/contract/contract.js';
import { checkContract } from '../../src/shell/contract/load.js';
import type { DestinationName, Manners } from './destination.js';

export interface Terms {
  readonly manners: Readonly<Record<DestinationName, Manners>>;
  /** What counts as an acknowledgement; who can't be asked acknowledges by an event of his own. */
  readonly by: Rule['acknowledgedBy'];
}

const operations: Readonly<Record<DestinationName, readonly (readonly [string, string])[]>> = {
  erp: [
    ['create-order', '{names.order}'],
    ['record-fulfilment', '{names.shipment}'],
    ['record-refund', '{names.refund}'],
    ['cancel-order', '{names.order}'],
  ],
  shop: [['confirm-shipment', '{names.shipment}']],
  market: [['confirm-shipment', '{names.shipment}']],
};

const roles: Readonly<Record<DestinationName, string>> = {
  erp: 'erp',
  shop: 'storefront',
  market: 'marketplace',
};

/** Live rules -> where each goes. */
export const liveRules = {
  'order-to-erp': 'erp',
  'shipment-to-erp': 'erp',
  'cancel-to-erp': 'erp',
  'refund-to-erp': 'erp',
  'shipment-to-storefront': 'shop',
  'shipment-to-marketplace': 'market',
} as const satisfies Readonly<Record<string, DestinationName>>;

export const timeoutMillis = 10_000;

function systemText(name: DestinationName, { keyed, canBeAsked }: Manners): string {
  const commands = operations[name].map(
    ([operation]) => `        ${operation}:
          path: /${operation}
          refused: body.error
${operation === 'create-order' ? '          record: body.id\n' : ''}          idempotent: ${keyed}`,
  );
  const lookUps = operations[name].map(
    ([operation, entity]) => `        ${operation}:
          path: "/{names.order}/${operation}/${entity}"
          present: body.found${operation === 'create-order' ? '\n          record: body.id' : ''}`,
  );
  return `  ${name}:
    role: ${roles[name]}
    connector: http
    http:
      url: https://${name}.example.com/api
      timeout: ${timeoutMillis / 1_000}s
      concurrency: 3
      per_second: 20
      commands:
${commands.join('\n')}
${canBeAsked ? `      lookups:\n${lookUps.join('\n')}` : ''}`;
}

function contractText({ manners, by }: Terms): string {
  const rules = Object.entries(liveRules).map(([rule, to]) => {
    const from = rule.startsWith('shipment') ? ', from: wh' : '';
    const said = by === 'readback' && !manners[to].canBeAsked ? 'event' : by;
    return `  ${rule}: { mode: live, ack: { by: ${said} }${from} }`;
  });
  return `weir: 1
systems:
${systemText('shop', manners.shop)}
${systemText('market', manners.market)}
${systemText('erp', manners.erp)}
  wh: { role: warehouse }
  pay: { role: payments }
handoffs:
  standard: true
${rules.join('\n')}
`;
}

const checked = new Map<string, Promise<Contract>>();

/** Few worlds differ in it, and a check takes longer than many of them. */
export async function contractOf(terms: Terms): Promise<Contract> {
  const text = contractText(terms);
  const known = checked.get(text);
  if (known !== undefined) return known;
  const contract = checkedContract(text);
  checked.set(text, contract);
  return contract;
}

async function checkedContract(text: string): Promise<Contract> {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  return load.contract;
}
