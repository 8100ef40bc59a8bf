// The language of the suites of stock, feeds, documents and purchases: what systems said, in a line
// each, and a context in which every system shows every kind for a month unless said otherwise.
import type { Contract } from '../src/core/contract/contract.js';
import { inferContract } from '../src/core/contract/infer.js';
import type { Context } from '../src/core/detect/context.js';
import type { Candidate } from '../src/core/detect/finding.js';
import type { SystemCoverage } from '../src/core/observation/coverage.js';
import type { Instant } from '../src/core/observation/instant.js';
import { day, instantOf } from '../src/core/observation/instant.js';
import { kinds } from '../src/core/observation/kinds.js';
import type { Observation } from '../src/core/observation/observation.js';
import { isUnreadable, readObservation } from '../src/core/observation/read.js';

/** `10:05` on Monday 2 March 2026, `2T10:05` on the Tuesday after it. */
export function instant(clock: string): Instant {
  const [dayText, time] = clock.includes('T') ? clock.split('T') : ['1', clock];
  const read = instantOf(`2026-03-01T${time ?? ''}:00Z`);
  if (read === undefined) throw new Error(`no such time: ${clock}`);
  return (read + Number(dayText) * day) as Instant;
}

export const text = (clock: string): string => new Date(instant(clock)).toISOString();

interface Stated {
  readonly id?: string;
  readonly refs?: Readonly<Record<string, string | string[]>>;
  readonly until?: string;
  readonly basis?: string;
  readonly seen?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One statement: `said('erp stock.level 10:00', { refs: … })`. */
export function said(headline: string, more: Stated = {}): Observation {
  const [system, kind, clock] = headline.split(' ');
  const line = {
    id: more.id ?? headline,
    system,
    kind,
    at: text(clock ?? ''),
    ...(more.until === undefined ? {} : { at_until: text(more.until), basis: more.basis ?? 'day' }),
    ...(more.seen === undefined ? {} : { seen: text(more.seen) }),
    refs: more.refs ?? {},
    data: more.data ?? {},
  };
  const read = readObservation(line, (content) => `digest:${content}`);
  if (isUnreadable(read)) throw new Error(`${headline} is unreadable: ${JSON.stringify(read)}`);
  return read;
}

export interface ContextOptions {
  readonly systems?: readonly string[];
  readonly contract?: Partial<Contract>;
  /** Systems that were not read at all, or kinds that one never shows: `erp:stock.level`. */
  readonly without?: readonly string[];
  /** System -> when its coverage ends. */
  readonly ends?: Readonly<Record<string, string>>;
  readonly now?: string;
}

const someSystems = ['shop', 'amazon', 'erp', 'ipaas', 'warehouse', 'till-pos'];

export function contextOf(options: ContextOptions = {}): Context {
  const inferred = inferContract(options.systems ?? someSystems, new Map()).contract;
  const contract: Contract = { ...inferred, ...options.contract };
  const now = instant(options.now ?? '20T00:00');
  const without = new Set(options.without ?? []);
  const systems = new Map<string, SystemCoverage>();
  for (const system of contract.systems.keys()) {
    if (without.has(system)) continue;
    const end = options.ends?.[system];
    systems.set(system, {
      from: (instant('00:00') - 30 * day) as Instant,
      until: end === undefined ? now : instant(end),
      kinds: new Set(kinds.filter((kind) => !without.has(`${system}:${kind}`))),
      filter: null,
    });
  }
  const read = (): ReturnType<Context['read']> => ({ known: false, closed: false });
  return {
    contract,
    coverage: { systems, until: now },
    now,
    read,
    comparable: () => true,
  };
}

/** `trigger-gap(missing) erp→shop`, its `also` after a plus; sorted. */
export function summary(found: readonly Candidate[]): string[] {
  return found
    .map((one) => {
      const also = one.also.map((pattern) => ` + ${pattern}`).join('');
      return `${one.pattern}(${one.cause}) ${one.systems.join('→')}${also}`;
    })
    .sort();
}

/** The same items in another order, the same one for the same seed. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const mixed = [...items];
  let state = seed;
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    const other = (state >>> 8) % (index + 1);
    const [one, two] = [mixed[index], mixed[other]];
    if (one !== undefined && two !== undefined) [mixed[index], mixed[other]] = [two, one];
  }
  return mixed;
}
