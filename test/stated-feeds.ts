// What systems said of one feed, acme-metrics, and what is judged of it.
import type { Calendar, FeedDeclaration } from '../src/core/contract/contract.js';
import { emptyTally } from '../src/core/detect/tally.js';
import type { Tally } from '../src/core/detect/tally.js';
import type { FeedJudgement } from '../src/core/feed/judge.js';
import { judgeFeeds } from '../src/core/feed/judge.js';
import type { Candidate } from '../src/core/detect/finding.js';
import { downstreamOf } from '../src/core/detect/staleness.js';
import { day, hour } from '../src/core/observation/instant.js';
import type { Observation } from '../src/core/observation/observation.js';
import type { ContextOptions } from './stated.js';
import { contextOf, said, text } from './stated.js';

export const systems = ['acme', 'erp', 'amazon', 'edi', 'vendor-portal', 'merchant-portal'];

export function declared(fields: Partial<FeedDeclaration> = {}): ContextOptions {
  const feed: FeedDeclaration = {
    name: 'acme-metrics',
    from: 'acme',
    everyMillis: hour,
    freshWithinMillis: 2 * hour,
    graceMillis: hour / 10,
    minRows: null,
    maxDrop: null,
    consumers: new Map(),
    owner: null,
    calendar: null,
    ...fields,
  };
  return { systems, contract: { feeds: new Map([[feed.name, feed]]) }, now: '9T00:00' };
}

export const daily = declared({ everyMillis: day, freshWithinMillis: 26 * hour });

export function snapshot(
  clock: string,
  asOf: string,
  more: Record<string, unknown> = {},
): Observation {
  return said(`acme feed.snapshot ${clock}`, {
    refs: { feed: 'acme-metrics' },
    data: { as_of: text(asOf), ...more },
    id: `${clock} ${asOf}`,
  });
}

export function figure(headline: string, value: string, asOf?: string): Observation {
  const [system, clock] = headline.split(' ');
  return said(`${system} metric.shown ${clock}`, {
    refs: { feed: 'acme-metrics' },
    data: {
      supplier: 'acme',
      metric: 'otd',
      value,
      ...(asOf === undefined ? {} : { as_of: text(asOf) }),
    },
  });
}

export interface Decided {
  readonly asOf?: string;
  readonly decision?: string;
  readonly outcome?: string;
  readonly value?: string;
}

export function decided(headline: string, given: Decided): Observation {
  const [system, clock] = headline.split(' ');
  const { asOf, decision = 'reorder', outcome = 'ordered', value = '0.91' } = given;
  return said(`${system} decision.made ${clock}`, {
    refs: { feed: 'acme-metrics' },
    data: {
      decision,
      outcome,
      basis: { metric: 'otd', value, ...(asOf === undefined ? {} : { as_of: text(asOf) }) },
    },
  });
}

/** One an hour from 08:00, each five minutes old. */
export const hours = (...clocks: number[]): Observation[] =>
  clocks.map((clock) => {
    const two = String(clock).padStart(2, '0');
    return snapshot(`${two}:05`, `${two}:00`);
  });

export interface Judgement extends FeedJudgement {
  readonly tally: Tally;
}

/** `found`: of other subjects. */
export function judge(
  statements: readonly Observation[],
  options: ContextOptions,
  found: readonly Candidate[] = [],
): Judgement {
  const tally = emptyTally();
  return { ...judgeFeeds(statements, contextOf(options), tally, downstreamOf(found)), tally };
}

export const weekly: Calendar = { workdays: [1, 2, 3, 4, 5], holidays: ['2026-03-04'], zone: null };
