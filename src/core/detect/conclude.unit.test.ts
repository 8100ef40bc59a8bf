import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contractOf,
  faultOf,
  handoffTally,
  onDay,
  sampleCandidates,
  sampleContract,
  sampleInput,
  sampleReport,
  sampleTally,
} from '../../../test/sample-run.js';
import { conclude } from './conclude.js';
import type { Report } from './report.js';
import { emptyTally } from './tally.js';

const schemaPath = new URL('../../../../shared/schemas/report.schema.json', import.meta.url);

/** The faults of a report against the published schema; null where it is not at hand. */
function schemaFaults(report: Report): unknown {
  const ajv = new Ajv2020({ strict: false });
  const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, 'utf8')) as object);
  validate(JSON.parse(JSON.stringify(report)));
  return validate.errors ?? [];
}

const schemaIsHere = existsSync(schemaPath);

describe.skipIf(!schemaIsHere)(
  schemaIsHere
    ? 'the report against shared/schemas'
    : 'the report against shared/schemas (skipped: ../shared is not here)',
  () => {
    it('holds for a company with every kind of trouble', () => {
      expect(schemaFaults(sampleReport())).toEqual([]);
    });

    it('holds where nothing was read', () => {
      const empty = sampleReport({
        window: null,
        candidates: [],
        tally: emptyTally(),
        coverage: { systems: new Map(), until: onDay(0) },
        contract: contractOf(),
      });
      expect(schemaFaults(empty)).toEqual([]);
    });

    it('holds with a baseline, costs, jobs and feeds', () => {
      const contract = {
        ...sampleContract,
        costs: { minutes: { default: 12 }, hourly: { amount: '40', currency: 'EUR' } },
        jobs: [
          {
            name: 'nightly',
            from: 'erp',
            to: 'shop',
            schedule: '0 4 * * *',
            manual: false,
            owner: null,
          },
        ],
      };
      const staleness = [
        {
          feed: 'acme',
          constant_lag: 'yes',
          lag: 'P1D',
          downstream_errors: 'unknown',
          metric_dispute: 'no',
          cascade: 'suspected',
        },
      ] as const;
      const baseline = sampleReport({ candidates: [faultOf('gone', { cause: 'stale' })] });
      expect(schemaFaults(sampleReport({ contract, staleness, baseline }))).toEqual([]);
    });
  },
);

describe('conclude', () => {
  const report = sampleReport();

  it('tells a structural company by its clusters', () => {
    expect(report.verdict.kind).toBe('structural');
    expect(report.clusters.slice(0, 2)).toMatchObject([
      { handoff: 'shipment-to-erp', count: 48, of_passing: 1_034, structural: true },
      { handoff: 'order-to-erp', pattern: 'lost-order', count: 9, structural: true },
    ]);
    expect(report.clusters.every((cluster) => cluster.count > 0)).toBe(true);
  });

  it('gives the same report for every order of the candidates', () => {
    const candidates = sampleCandidates();
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: candidates.length }), (shuffled) => {
        expect(sampleReport({ candidates: shuffled })).toEqual(report);
      }),
      { numRuns: 20 },
    );
  });

  it('gives each finding an id of its own', () => {
    const ids = report.findings.map((found) => found.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(report.findings.at(-1)?.level).toBe('info');
  });

  it('shows agreement and connectivity side by side', () => {
    expect(report.agreement).toEqual({
      orders_agreeing: 0.9429,
      agreeing: 1_190,
      disagreeing: 72,
      in_flight: 11,
      unknown: 7,
      oldest_disagreement: '2026-03-02T10:00:00Z',
    });
    expect(report.connectivity.systems['erp']).toEqual({ events: 3_870, errors: 0, green: true });
    expect(report.connectivity.systems['ipaas']?.green).toBe(false);
    expect(report.connectivity.systems['warehouse']?.green).toBe(false);
  });

  it('never rounds a disagreement away', () => {
    const tally = { ...emptyTally(), agreeing: 99_999, disagreeing: 1 };
    expect(sampleReport({ tally, candidates: [] }).agreement.orders_agreeing).toBe(0.9999);
  });

  it('counts what no total could settle as unknown', () => {
    const orderClass = 'shop|merchant|order';
    const tally = sampleTally();
    tally.classes.set(orderClass, { orders: 40, shownBy: new Map() });
    const lost = faultOf('X', {
      pattern: 'lost-order',
      systems: ['shop', 'erp'],
      condition: { kind: 'class-shown', system: 'erp', orderClass },
    });
    const found = sampleReport({ candidates: [lost], tally });
    expect(found.counts.unknown).toBe(229);
    expect(found.map.gaps).toContainEqual(
      expect.objectContaining({ kind: 'never-seen', to: 'erp', count: 40 }),
    );
    expect(found.findings.map((one) => one.pattern)).toEqual(['unmapped-status']);
  });

  it('counts among the judged handoffs none that nobody could tell', () => {
    const orderClass = 'shop|merchant|order';
    const tally = emptyTally();
    tally.classes.set(orderClass, { orders: 20, shownBy: new Map() });
    tally.handoffs.set('order-to-erp→erp', handoffTally({ seen: 5, overdue: 20 }));
    const candidates = Array.from({ length: 20 }, (_, at) =>
      faultOf(`K-${at}`, {
        pattern: 'lost-order',
        systems: ['shop', 'erp'],
        condition: { kind: 'class-shown', system: 'erp', orderClass },
      }),
    );
    const { verdict } = sampleReport({ candidates, tally });
    expect(verdict.because[0]).toBe('5 handoffs could be judged and none failed.');
  });

  it("names the owner of the rule before the pattern's own advice", () => {
    const rules = sampleContract.rules.map((rule) =>
      rule.id === 'shipment-to-erp' ? { ...rule, owner: 'ops@example.com' } : rule,
    );
    const owned = conclude(sampleInput({ contract: { ...sampleContract, rules } }));
    const found = owned.findings.find((one) => one.handoff === 'shipment-to-erp');
    expect(found?.involve).toMatch(/^ops@example\.com \(owner of shipment-to-erp\); /);
  });

  it('lists coverage by system, the kinds sorted', () => {
    expect(report.coverage.map((row) => row.system)).toEqual([
      'amazon',
      'erp',
      'ipaas',
      'pay',
      'shop',
    ]);
    expect(report.coverage[0]?.facts).toEqual(['order.placed', 'shipment.shipped']);
  });
});
