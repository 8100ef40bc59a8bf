// The language of the core's tests: what systems said, in a line each; then what is judged of it.
import { inferContract } from '../src/core/contract/infer.js';
import type { Contract } from '../src/core/contract/contract.js';
import type { Context } from '../src/core/detect/context.js';
import type { Candidate } from '../src/core/detect/finding.js';
import type { Tally } from '../src/core/detect/tally.js';
import { emptyTally } from '../src/core/detect/tally.js';
import type { SystemCoverage } from '../src/core/observation/coverage.js';
import type { Instant } from '../src/core/observation/instant.js';
import { day, instantOf } from '../src/core/observation/instant.js';
import type { Kind } from '../src/core/observation/kinds.js';
import { kinds } from '../src/core/observation/kinds.js';
import type { Observation } from '../src/core/observation/observation.js';
import { isUnreadable, readObservation } from '../src/core/observation/read.js';
import { judgeOrders, orderRun } from '../src/core/order/judge.js';
import { nativeReader } from '../src/connectors/registry.js';

const defaultSystems = ['shop', 'amazon', 'erp', 'pay', 'ipaas', 'warehouse'];

/** `10:05` on the first day, `2T10:05` on the second; a Wednesday is the first. */
function instant(clock: string): Instant {
  const [dayText, time] = clock.includes('T') ? clock.split('T') : ['1', clock];
  const date = String(3 + Number(dayText)).padStart(2, '0');
  const read = instantOf(`2026-03-${date}T${time ?? ''}:00Z`);
  if (read === undefined) throw new Error(`no such time: ${clock}`);
  return read;
}

interface Said {
  readonly id?: string;
  readonly version?: string;
  readonly refs?: Readonly<Record<string, string | string[]>>;
  readonly native?: string;
  readonly until?: string;
  readonly basis?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One statement: `said('shop order.placed 10:00', { data: { lines: … } })` about order O-1. */
export function said(headline: string, more: Said = {}): Observation {
  const [system, kind, clock] = headline.split(' ');
  const text = (at: string): string => new Date(instant(at)).toISOString();
  const line = {
    id: more.id ?? headline,
    ...(more.version === undefined ? {} : { version: more.version }),
    system,
    kind,
    at: text(clock ?? ''),
    ...(more.until === undefined ? {} : { at_until: text(more.until), basis: more.basis ?? 'day' }),
    refs: more.refs ?? { order: 'O-1' },
    ...(more.native === undefined ? {} : { status: { native: more.native } }),
    data: more.data ?? {},
  };
  const read = readObservation(line, (content) => `digest:${content}`);
  if (isUnreadable(read)) throw new Error(`${headline} is unreadable: ${JSON.stringify(read)}`);
  return read;
}

export const lines = (...items: string[]): { lines: { sku: string; qty: number }[] } => ({
  lines: items.map((item) => {
    const [sku, qty] = item.split('×');
    return { sku: sku ?? '', qty: Number(qty ?? 1) };
  }),
});

export interface GivenOptions {
  readonly contract?: Contract;
  /** Systems that were not read at all, or kinds that one never shows: `erp:shipment.shipped`. */
  readonly without?: readonly string[];
  readonly now?: string;
  /** System -> when its coverage begins, and when it ends. */
  readonly begins?: Readonly<Record<string, string>>;
  readonly ends?: Readonly<Record<string, string>>;
}

/** A context in which every system shows every kind for a month, unless said otherwise. */
export function contextOf(options: GivenOptions = {}): Context {
  const contract = options.contract ?? inferContract(defaultSystems, new Map()).contract;
  const now = instant(options.now ?? '20T00:00');
  const without = new Set(options.without ?? []);
  const systems = new Map<string, SystemCoverage>();
  for (const system of contract.systems.keys()) {
    if (without.has(system)) continue;
    const shown = kinds.filter((kind: Kind) => !without.has(`${system}:${kind}`));
    const begin = options.begins?.[system];
    const end = options.ends?.[system];
    const from = begin === undefined ? instant('1T00:00') - 30 * day : instant(begin);
    const until = end === undefined ? now : instant(end);
    systems.set(system, { from: from as Instant, until, kinds: new Set(shown), filter: null });
  }
  return {
    contract,
    coverage: { systems, until: now },
    now,
    comparable: () => true,
    read: nativeReader(contract),
  };
}

export interface Judgement {
  readonly candidates: readonly Candidate[];
  readonly tally: Tally;
}

export function judged(statements: readonly Observation[], options?: GivenOptions): Judgement {
  const tally = emptyTally();
  const run = orderRun({ context: contextOf(options), tally, demand: null });
  return { candidates: judgeOrders(statements, run), tally };
}

/** `lost-order(missing)` for each finding, its `also` after a plus. */
export function summary({ candidates }: Judgement): string[] {
  return candidates
    .map((one) => {
      const also = one.also.map((pattern) => ` + ${pattern}`).join('');
      return `${one.pattern}(${one.cause}) ${one.handoff ?? '-'}${also}`;
    })
    .sort();
}
