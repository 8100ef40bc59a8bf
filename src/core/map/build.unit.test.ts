import { describe, expect, it } from 'vitest';
import {
  contractOf,
  faultOf,
  handoffTally,
  onDay,
  sampleCoverage,
  sampleReport,
} from '../../../test/sample-run.js';
import type { Contract } from '../contract/contract.js';
import { latencyBucket } from '../detect/latency.js';
import { standing } from '../detect/standing.js';
import { emptyTally } from '../detect/tally.js';
import { hour } from '../observation/instant.js';
import { integrationMap } from './build.js';
import type { MapInput } from './build.js';
import type { IntegrationMap } from './integration-map.js';

const contract = contractOf('shop', 'amazon', 'erp', 'warehouse');

function mapOf(fields: Partial<MapInput> = {}): IntegrationMap {
  return integrationMap({
    contract,
    coverage: { systems: new Map(), until: onDay(28) },
    tally: emptyTally(),
    standing: [],
    staleness: [],
    gaps: [],
    ...fields,
  });
}

const gapsOf = (map: IntegrationMap, kind: string): unknown[] =>
  map.gaps.filter((gap) => gap.kind === kind).map((gap) => [gap.from, gap.to, gap.fact]);

describe('edges', () => {
  it('are kept, failing or silent by what arrived and what did not', () => {
    const tally = emptyTally();
    tally.traffic.set('amazon→erp|shipment.shipped', 9).set('shop→erp|order.placed', 4);
    const faults = [
      faultOf('1'),
      faultOf('2', { handoff: 'order-to-erp', systems: ['amazon', 'erp'] }),
    ];
    const map = mapOf({ tally, standing: standing(faults, [], onDay(28)) });
    expect(
      map.edges.map((edge) => [edge.from, edge.fact, edge.rule, edge.faults, edge.state]),
    ).toEqual([
      ['amazon', 'order.placed', 'order-to-erp', 1, 'silent'],
      ['amazon', 'shipment.shipped', 'shipment-to-erp', 1, 'failing'],
      ['shop', 'order.placed', 'order-to-erp', 0, 'kept'],
    ]);
  });

  it('show what a written contract obliges, though nothing was read', () => {
    const map = mapOf({ contract: { ...contract, written: true } });
    expect(map.edges).toContainEqual(
      expect.objectContaining({ from: 'shop', to: 'erp', rule: 'order-to-erp', state: 'unproven' }),
    );
    expect(map.edges).toContainEqual(
      expect.objectContaining({ from: 'warehouse', to: 'erp', rule: 'shipment-to-erp' }),
    );
  });
});

describe('gaps', () => {
  it('never seen: several due handoffs of which none arrived', () => {
    const tally = emptyTally();
    tally.handoffs.set('stock-to-channels→amazon', handoffTally({ overdue: 3 }));
    tally.handoffs.set('stock-to-channels→shop', handoffTally({ overdue: 2 }));
    tally.handoffs.set('order-to-erp→erp', handoffTally({ overdue: 9, seenLate: 1 }));
    const map = mapOf({ tally });
    expect(gapsOf(map, 'never-seen')).toEqual([
      ['erp', 'amazon', 'stock.changed'],
      ['warehouse', 'amazon', 'stock.changed'],
    ]);
    expect(map.closing_set).toEqual(['stock-to-channels']);
  });

  it('no acknowledgement: a system that was read and cannot show it, or an answer taken for one', () => {
    const tally = emptyTally();
    tally.handoffs.set('refund-to-erp→erp', handoffTally({ notCovered: 4 }));
    expect(gapsOf(mapOf({ tally }), 'no-acknowledgement')).toEqual([]);
    const read = mapOf({ tally, coverage: sampleCoverage });
    expect(gapsOf(read, 'no-acknowledgement')).toEqual([[null, 'erp', 'refund.issued']]);
    const rules = contract.rules.map((rule) => ({ ...rule, acknowledgedBy: 'response' as const }));
    tally.handoffs.clear();
    tally.handoffs.set('order-to-erp→erp', handoffTally({ seen: 4 }));
    const answered = mapOf({ tally, contract: { ...contract, rules } });
    expect(gapsOf(answered, 'no-acknowledgement')).toEqual([[null, 'erp', 'order.placed']]);
  });

  it('no owner: only where a contract is written', () => {
    const tally = emptyTally();
    tally.traffic.set('shop→erp|order.placed', 4);
    expect(gapsOf(mapOf({ tally }), 'no-owner')).toEqual([]);
    const written = mapOf({ tally, contract: { ...contract, written: true } });
    expect(gapsOf(written, 'no-owner')).toContainEqual(['shop', 'erp', 'order.placed']);
    const rules = contract.rules.map((rule) => ({ ...rule, owner: 'ops' }));
    const owned = mapOf({ tally, contract: { ...contract, rules, written: true } });
    expect(gapsOf(owned, 'no-owner')).toEqual([]);
  });

  it('no owner: once a rule, with the ends that all its edges share', () => {
    const tally = emptyTally();
    tally.traffic.set('shop→erp|order.placed', 4).set('amazon→erp|order.placed', 4);
    const map = mapOf({ tally, contract: { ...contract, written: true } });
    const owners = gapsOf(map, 'no-owner').filter((gap) => (gap as string[])[2] === 'order.placed');
    expect(owners).toEqual([[null, 'erp', 'order.placed']]);
    expect(map.closing_set).toEqual([]);
  });

  it('no consumer and no source: facts and rules that lead nowhere', () => {
    const [first] = contract.rules;
    if (first === undefined) throw new Error('the sample has rules');
    const own = { ...first, id: 'returns', on: ['return.received' as const], standard: false };
    const lone: Contract = { ...contract, rules: [own], written: true };
    const map = mapOf({ contract: lone, coverage: sampleCoverage });
    expect(gapsOf(map, 'no-consumer')).toContainEqual(['shop', null, 'order.placed']);
    expect(gapsOf(map, 'no-source')).toEqual([[null, 'erp', 'return.received']]);
  });

  it('batch: jobs, constant lags and handoffs that take half a day', () => {
    const tally = emptyTally();
    const latency = new Map([[latencyBucket(20 * hour), 30]]);
    tally.handoffs.set('shipment-to-erp→erp', handoffTally({ seenLate: 30, latency }));
    const job = {
      name: 'nightly',
      from: 'erp',
      to: 'shop',
      schedule: 'daily',
      manual: false,
      owner: null,
    };
    const staleness = [
      {
        feed: 'acme',
        constant_lag: 'yes',
        lag: 'P1D',
        downstream_errors: 'no',
        metric_dispute: 'no',
        cascade: 'suspected',
      },
    ] as const;
    const map = mapOf({ tally, staleness, contract: { ...contract, jobs: [job] } });
    expect(gapsOf(map, 'batch')).toEqual([
      ['erp', 'shop', 'nightly'],
      [null, 'erp', 'shipment.shipped'],
      [null, null, 'acme'],
    ]);
  });
});

it('the whole map of the sample names every system once', () => {
  const ids = sampleReport().map.nodes.map((node) => node.id);
  expect(ids).toEqual(['amazon', 'erp', 'ipaas', 'pay', 'shop', 'warehouse']);
});
