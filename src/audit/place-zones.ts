// In which zone a system writes times that carry none: as far from UTC as its orders lie from the same orders in
// a channel whose times are known. Where that cannot be told, times stay 14 hours wide.
import type { Contract, Join, Role } from '../core/contract/contract.js';
import type { PlacedZone } from '../core/contract/survey.js';
import type { NamedSystem } from '../core/identity/find-joins.js';
import type { NameTable } from '../core/identity/name-table.js';

export interface ZoneRequest {
  readonly systems: readonly NamedSystem[];
  readonly joins: readonly Join[];
  readonly contract: Contract;
  /** Systems with times that carry no zone: read as if their clocks were up to 14 hours ahead of UTC. */
  readonly zoneless: ReadonlySet<string>;
}

const fewestMatched = 20;
const widened = 14 * 3_600;
/** No zone lies off the half hours but three, where few live: a quarter would be a slow handoff. */
const step = 1_800;
/** Clocks of two systems differ by as much without anything being wrong. */
const clockSeconds = 120;

/** Takers of orders hear of them first, so that an order comes to a holder at once or later, never before. */
const channels: ReadonlySet<Role> = new Set(['storefront', 'marketplace']);
const holders: ReadonlySet<Role> = new Set(['erp', 'warehouse']);

export function placeZones(request: ZoneRequest): PlacedZone[] {
  return [...request.zoneless].sort().flatMap((system) => placed(system, request) ?? []);
}

function placed(name: string, request: ZoneRequest): PlacedZone | null {
  const { systems, contract, zoneless } = request;
  const own = systems.find(({ system }) => system === name);
  if (own === undefined || !isOf(contract, name, holders)) return null;
  const found = systems
    .filter(({ system }) => !zoneless.has(system) && isOf(contract, system, channels))
    .flatMap((channel) => offsetTo(own, channel, request.joins) ?? [])
    .sort((a, b) => b.matched - a.matched);
  const [best, ...others] = found;
  if (best === undefined || others.some(({ offset }) => offset !== best.offset)) return null;
  return {
    system: name,
    zone: offsetText(best.offset),
    channel: best.channel,
    matched: best.matched,
  };
}

function isOf({ systems }: Contract, name: string, roles: ReadonlySet<Role>): boolean {
  const role = systems.get(name)?.role;
  return role !== undefined && roles.has(role);
}

interface Offset {
  readonly offset: number;
  readonly channel: string;
  readonly matched: number;
}

/** How far a holder's clock lies from UTC, by the orders that a channel names too. */
function offsetTo(own: NamedSystem, channel: NamedSystem, joins: readonly Join[]): Offset | null {
  let best: Offset | null = null;
  for (const one of own.columns) {
    for (const other of channel.columns) {
      if (!areJoined(one, other, joins)) continue;
      const found = offsetBetween(one.names, other.names);
      if (found !== null && (best === null || found.matched > best.matched)) {
        best = { ...found, channel: channel.system };
      }
    }
  }
  return best;
}

type End = Join['left'];

function areJoined(one: End, other: End, joins: readonly Join[]): boolean {
  if (one.namespace === 'order' && other.namespace === 'order') return true;
  const isEnd = (end: End, of: End): boolean =>
    end.system === of.system && end.namespace === of.namespace;
  return joins.some(
    ({ left, right }) =>
      (isEnd(left, one) && isEnd(right, other)) || (isEnd(left, other) && isEnd(right, one)),
  );
}

/** In seconds; null where the orders do not agree on one, or the clocks changed on the way. */
function offsetBetween(own: NameTable, other: NameTable): Omit<Offset, 'channel'> | null {
  const pairs = [...own.shared(other)]
    .map((name) => ({ own: own.secondOf(name) ?? 0, other: other.secondOf(name) ?? 0 }))
    .sort((a, b) => a.other - b.other);
  if (pairs.length < fewestMatched) return null;
  const ahead = pairs.map((pair) => pair.own + widened - pair.other);
  const half = Math.floor(ahead.length / 2);
  // The quickest and the median must say the same, in the older half and in the newer one.
  const told = [ahead.slice(0, half), ahead.slice(half)].flatMap((part) => {
    const sorted = part.toSorted((a, b) => a - b);
    return [sorted[Math.floor(sorted.length / 10)], sorted[Math.floor(sorted.length / 2)]];
  });
  const steps = told.map((seconds) => Math.floor(((seconds ?? 0) + clockSeconds) / step));
  const offset = (steps[0] ?? 0) * step;
  if (steps.some((one) => one !== steps[0]) || Math.abs(offset) > widened) return null;
  return { offset, matched: pairs.length };
}

/** `-07:00` of -25200. */
function offsetText(seconds: number): string {
  const minutes = Math.abs(seconds) / 60;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
