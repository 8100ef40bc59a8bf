// The company's weir.yaml.
import { HOUR } from './clock.js';
import { feedCount, feedPlan, type FeedPlan } from './feed-life.js';
import { SYSTEMS } from './systems.js';
import type { World } from './world.js';

function systemLines(): string[] {
  return Object.entries(SYSTEMS).map(([name, { role, connector, zone }]) => {
    const spoken = connector === undefined ? '' : `, connector: ${connector}`;
    return `  ${name}: { role: ${role}${spoken}, zone: ${zone.name} }`;
  });
}

const IDENTITY = [
  'identity:',
  '  - [ shop.order_name, erp.external, { trim: "#" } ]',
  '  - [ erp.record, warehouse.external ]',
  '  - [ shop.payment, pay.payment ]',
];

function feedLine({ name, from, every, freshWithin }: FeedPlan): string {
  const consumers = 'consumers: { erp: { else: hold }, merchant-portal: { else: last-good } }';
  return `  ${name}: { from: ${from}, every: ${every / HOUR}h, fresh_within: ${freshWithin / HOUR}h, ${consumers} }`;
}

/** The contract's text; without `identity:` where the joins are for the audit to find. */
export function contractText(world: World): string {
  const feeds = Array.from({ length: feedCount(world) }, (_, index) => feedLine(feedPlan(index)));
  const identity = world.naming === 'declared' ? IDENTITY : [];
  const lines = [
    'weir: 1',
    'systems:',
    ...systemLines(),
    ...identity,
    'handoffs: { standard: true }',
    'feeds:',
  ];
  return `${[...lines, ...feeds].join('\n')}\n`;
}
