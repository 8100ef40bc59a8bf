// The contract of the made-up company: five systems, of which three take commands, and the rules that
// are live. What the destinations can do differs from world to world, and the contract says so.
import type { Contract, Rule } from '../../src/core/contract/contract.js';
import { checkContract } from '../../src/shell/contract/load.js';
import type { DestinationName, Manners } from './destination.js';
import type { Features, SystemName } from './features.js';
import { pollText, readersText, webhookText } from './hearing-terms.js';

export interface Terms {
  readonly manners: Readonly<Record<DestinationName, Manners>>;
  /** What counts as an acknowledgement; who can't be asked acknowledges by an event of his own. */
  readonly by: Rule['acknowledgedBy'];
  readonly features: Features;
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

/** What the ERP is told besides, in some worlds. */
const moreOperations: typeof operations.erp = [
  ['record-payment', '{names.payment}'],
  ['record-return', '{names.return}'],
  ['update-order', '{key}'],
];

function operationsOf(name: DestinationName, { toldAll }: Features): typeof operations.erp {
  return name === 'erp' && toldAll ? [...operations.erp, ...moreOperations] : operations[name];
}

const moreRules = {
  'payment-to-erp': 'erp',
  'return-to-erp': 'erp',
  'change-to-erp': 'erp',
} as const;

type LiveRules = Readonly<Record<string, DestinationName>>;

const liveRules: LiveRules = {
  'order-to-erp': 'erp',
  'shipment-to-erp': 'erp',
  'cancel-to-erp': 'erp',
  'refund-to-erp': 'erp',
  'shipment-to-storefront': 'shop',
  'shipment-to-marketplace': 'market',
};

/** Live rules -> where each goes. */
export function liveRulesOf({ toldAll }: Features): LiveRules {
  return toldAll ? { ...liveRules, ...moreRules } : liveRules;
}

/** What the contract says of a rule besides, so that the warehouse alone is heard. */
const narrowed: Readonly<Record<string, string>> = {
  'shipment-to-erp': ', from: wh',
  'shipment-to-storefront': ', from: wh',
  'shipment-to-marketplace': ', from: wh',
};
/** And so that it is about systems that take commands. */
const addressed: Readonly<Record<string, string>> = { 'change-to-erp': ', to: [erp]' };

export const timeoutMillis = 10_000;

/** What a channel is told of an item; to say it again does no harm. */
const stockCommand = `        set-available:
          method: PUT
          path: /stock
`;
const stockLookUp = `        set-available:
          path: "/{stock.sku}/set-available/{stock.sku}"
          present: body.found
`;

function destinationText(name: DestinationName, { manners, features }: Terms): string {
  const { keyed, canBeAsked } = manners[name];
  const hearing = features.heard[name];
  const isTold = features.items > 0 && name !== 'erp';
  const all = operationsOf(name, features);
  const commands = all.map(
    ([operation]) => `        ${operation}:
          path: /${operation}
          refused: body.error
${operation === 'create-order' ? '          record: body.id\n' : ''}          idempotent: ${keyed}`,
  );
  const lookUps = all.map(
    ([operation, entity]) => `        ${operation}:
          path: "/{names.order}/${operation}/${entity}"
          present: body.found${operation === 'create-order' ? '\n          record: body.id' : ''}`,
  );
  return `  ${name}:
    role: ${roles[name]}
    connector: http
${webhookText(name, hearing)}    http:
      url: https://${name}.example.com/api
      timeout: ${timeoutMillis / 1_000}s
      concurrency: 3
      per_second: 20
      commands:
${isTold ? stockCommand : ''}${commands.join('\n')}
${canBeAsked ? `      lookups:\n${isTold ? stockLookUp : ''}${lookUps.join('\n')}\n` : ''}${pollText(name, hearing)}`;
}

/** A system that is told nothing. */
function systemText(name: SystemName, role: string, { features: { heard } }: Terms): string {
  const hearing = heard[name];
  const http =
    hearing === 'poll'
      ? `    connector: http\n    http:\n      url: https://${name}.example.com/api\n${pollText(name, hearing)}`
      : '';
  return `  ${name}:\n    role: ${role}\n${webhookText(name, hearing)}${http}`;
}

function contractText(terms: Terms): string {
  const { manners, by, features } = terms;
  const rules = Object.entries(liveRulesOf(features)).map(([rule, to]) => {
    const said = by === 'readback' && !manners[to].canBeAsked ? 'event' : by;
    const mode = rule === 'order-to-erp' && features.cutover !== null ? 'observe' : 'live';
    const heard = features.echoed ? '' : (narrowed[rule] ?? '');
    return `  ${rule}: { mode: ${mode}, ack: { by: ${said} }${heard}${addressed[rule] ?? ''} }`;
  });
  const isAsked = manners.shop.canBeAsked && manners.market.canBeAsked;
  const said = by === 'readback' && !isAsked ? 'event' : by;
  if (features.items > 0) rules.push(`  stock-to-channels: { mode: live, ack: { by: ${said} } }`);
  return `weir: 1
systems:
${destinationText('shop', terms)}
${destinationText('market', terms)}
${destinationText('erp', terms)}
${systemText('wh', 'warehouse', terms)}
${systemText('pay', 'payments', terms)}
${readersText(features)}handoffs:
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
