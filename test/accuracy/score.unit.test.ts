import { describe, expect, it } from 'vitest';
import type { ReportFinding } from '../../src/core/detect/report.js';
import type { TruthRow } from '../../sim/company/truth.js';
import { missedTargets } from './kinds.js';
import { score, sum, type Score } from './score.js';

function row(fields: Partial<TruthRow>): TruthRow {
  return {
    pattern: 'status-void',
    type: 'order',
    ref: '#1001',
    names: [],
    cause: 'missing',
    also: [],
    provable: true,
    cause_provable: true,
    ...fields,
  };
}

function finding(fields: Partial<ReportFinding>): ReportFinding {
  return {
    id: '',
    fingerprint: '',
    level: 'fault',
    pattern: 'status-void',
    also: [],
    cause: 'missing',
    entry: 'unknown',
    hop: null,
    subject: { type: 'order', key: '5300', refs: { order_name: ['#1001'] } },
    shown: {},
    systems: [],
    handoff: null,
    at: null,
    due: null,
    healed_at: null,
    state: 'open',
    evidence: [],
    explanation: '',
    remedy: '',
    involve: '',
    ...fields,
  };
}

function measure(findings: readonly ReportFinding[], truth: readonly TruthRow[]): Score {
  return score({ findings }, { faults: [], truth });
}

function countsOf(findings: readonly ReportFinding[], truth: readonly TruthRow[]): object {
  return Object.fromEntries(measure(findings, truth).patterns);
}

describe('score', () => {
  it('matches a finding by its key or by any of its names', () => {
    expect(countsOf([finding({})], [row({})])).toMatchObject({
      'status-void': { found: 1, missed: 0, false: 0, causeKnown: 1, causeRight: 1 },
    });
    expect(countsOf([finding({})], [row({ ref: '5300' })])).toMatchObject({
      'status-void': { found: 1 },
    });
    expect(countsOf([finding({})], [row({ ref: '7', names: ['5300'] })])).toMatchObject({
      'status-void': { found: 1 },
    });
  });

  it('tells a subject of another type apart, whatever its name', () => {
    expect(countsOf([finding({})], [row({ type: 'stock' })])).toMatchObject({
      'status-void': { found: 0, missed: 1, false: 1 },
    });
  });

  it('uses a row once, so that a second finding of the same is false', () => {
    expect(countsOf([finding({}), finding({ id: '2' })], [row({})])).toMatchObject({
      'status-void': { found: 1, false: 1 },
    });
    expect(countsOf([finding({}), finding({ id: '2' })], [row({}), row({})])).toMatchObject({
      'status-void': { found: 2, false: 0 },
    });
  });

  it('holds neither the finding nor its absence against the audit where nothing can be proven', () => {
    const unproven = row({ provable: false, cause_provable: false });
    expect(countsOf([finding({})], [unproven])).toMatchObject({
      'status-void': { found: 0, foundUnproven: 1, false: 0, causeKnown: 0 },
    });
    expect(countsOf([], [unproven])).toMatchObject({
      'status-void': { missed: 0, leftUnproven: 1 },
    });
  });

  it('allows what a row names as also, and still misses the row', () => {
    const counts = countsOf(
      [finding({})],
      [row({ pattern: 'rollback-gap', also: ['status-void'] })],
    );
    expect(counts).toMatchObject({
      'rollback-gap': { missed: 1 },
      'status-void': { also: 1, false: 0 },
    });
  });

  it('counts a wrong cause only where the cause can be known', () => {
    expect(countsOf([finding({ cause: 'unknown' })], [row({})])).toMatchObject({
      'status-void': { causeKnown: 1, causeRight: 0 },
    });
    expect(
      countsOf([finding({ cause: 'unknown' })], [row({ cause_provable: false })]),
    ).toMatchObject({ 'status-void': { causeKnown: 0 } });
  });

  it('adds companies up', () => {
    const one = measure([finding({})], [row({})]);
    const other = measure([], [row({})]);
    expect(sum([one, other]).patterns.get('status-void')).toMatchObject({ found: 1, missed: 1 });
  });
});

describe('missedTargets', () => {
  const right = measure([finding({})], [row({})]);

  it('is content where everything was found', () => {
    expect(missedTargets(new Map([['broken', right]]))).toEqual([]);
  });

  it('names the pattern that was missed, invented or explained wrongly', () => {
    const missing = measure([], [row({})]);
    const invented = measure([finding({}), finding({})], [row({})]);
    const misjudged = measure([finding({ cause: 'unknown' })], [row({})]);
    expect(missedTargets(new Map([['thin-broken', missing]]))[0]).toContain('recall 0.000 < 0.95');
    expect(missedTargets(new Map([['broken', invented]]))[0]).toContain('precision 0.500 < 0.99');
    expect(missedTargets(new Map([['broken', misjudged]]))[0]).toContain('cause right 0.000');
  });

  it('bears no fault in a healthy company, and any information', () => {
    const fault = measure([finding({})], []);
    const info = measure([finding({ level: 'info', pattern: 'sync-delay' })], []);
    expect(missedTargets(new Map([['thin-healthy', fault]]))).toHaveLength(1);
    expect(missedTargets(new Map([['healthy', info]]))).toEqual([]);
  });
});
