// What the files show of what was said. The full lens shows all of it, to the second; a thin one shows it as real
// exports do: days instead of seconds, windows of unequal length, a filter, facts that an export leaves out.
import { DAY, dayAround } from './clock.js';
import type { Emission, OrderChannel, SystemName } from './emission.js';
import { Random } from './random.js';
import { SYSTEMS } from './systems.js';
import type { View, Window } from './view.js';
import type { World } from './world.js';

export interface Lens {
  readonly days: ReadonlySet<SystemName>;
  readonly windows: ReadonlyMap<SystemName, Window>;
  /** `system kind` pairs that the system's export never shows. */
  readonly hidden: ReadonlySet<string>;
  /** The ERP's export leaves out the orders of this channel. */
  readonly filtered: OrderChannel | undefined;
}

export const FULL: Lens = {
  days: new Set(),
  windows: new Map(),
  hidden: new Set(),
  filtered: undefined,
};

const HIDEABLE: readonly [readonly string[], ...(readonly string[])[]] = [
  ['erp shipment.shipped'],
  ['erp books.cogs', 'erp books.inventory'],
  ['erp order.cancelled'],
  ['erp refund.issued', 'erp return.received', 'erp return.approved'],
  ['shop shipment.shipped', 'shop shipment.delivered'],
  [
    'shop payment.captured',
    'shop payment.authorized',
    'shop payment.voided',
    'shop payment.failed',
    'erp payment.captured',
  ],
  ['warehouse fulfilment.picked', 'warehouse fulfilment.requested'],
  ['walmart order.cancelled'],
];
/** A class must be this large before its absence is plainly a filter and not a few lost orders. */
const FILTER_FROM = 600;

function drawWindows(world: World, random: Random): Map<SystemName, Window> {
  const windows = new Map<SystemName, Window>();
  const cut = random.pick(['erp', 'shop', 'warehouse', 'walmart', 'pay']);
  for (const system of ['erp', 'shop', 'warehouse', 'walmart', 'pay'] as const) {
    if (system !== cut && random.chance(0.6)) continue;
    const length = random.between(0.1, 0.25) * (world.until - world.from);
    const late = random.chance(0.5);
    const { zone } = SYSTEMS[system];
    windows.set(system, {
      from: late ? dayAround(world.from + length, zone).from : world.from - DAY,
      until: late ? world.until + DAY : dayAround(world.until - length, zone).until,
    });
  }
  return windows;
}

/** Draws how one company's exports fall short. */
export function drawThin(world: World): Lens {
  const random = new Random(world.seed, 'thin');
  const days = new Set<SystemName>([random.pick(['erp', 'erp', 'warehouse'])]);
  if (random.chance(0.3)) days.add('pay');
  if (random.chance(0.3)) days.add('warehouse');
  const hidden = new Set(random.pick(HIDEABLE));
  if (random.chance(0.4)) random.pick(HIDEABLE).forEach((pair) => hidden.add(pair));
  const filters = world.orders >= FILTER_FROM && random.chance(0.35);
  return {
    days,
    windows: drawWindows(world, random),
    hidden,
    filtered: filters ? 'walmart' : undefined,
  };
}

/** Whether the files show this statement at all. */
export function shows(lens: Lens, emission: Emission): boolean {
  const { system, kind, at, subjectClass } = emission;
  if (system === 'erp' && subjectClass === lens.filtered) return false;
  if (lens.hidden.has(`${system} ${kind}`)) return false;
  const window = lens.windows.get(system);
  return window === undefined || (at >= window.from && at <= window.until);
}

/** The proof's view of one subject through the lens. */
export function viewThrough(lens: Lens, visible: ReadonlySet<Emission>): View {
  return {
    visible,
    span: (emission) => span(lens, emission),
    blurs: ({ system }) => lens.days.has(system),
    showsTotal: () => true,
    covers: () => true,
    filtered: lens.filtered,
  };
}

/** The moments between which the files allow the statement to have happened. */
export function span(lens: Lens, emission: Emission): Window {
  if (!lens.days.has(emission.system)) return { from: emission.at, until: emission.at };
  return dayAround(emission.at, SYSTEMS[emission.system].zone);
}
