// Systems that tell of what others tell as well, under the standard rules, which hear everybody: the channel
// tells of money and goods that came back, each that was told of a parcel says that it shipped, and the ERP says so
// again. They call it by the same name, or by a number of their own.
import { Random } from '../company/random.js';
import type { VirtualClock } from './clock.js';
import type { DestinationName, PeerDestination } from './destination.js';
import type { SystemName } from './features.js';
import type { Happening, History } from './history.js';

const minute = 60_000;

export interface Echoing {
  readonly seed: number;
  readonly random: Random;
  readonly skew: Readonly<Record<SystemName, number>>;
}

type Refs = Readonly<Record<string, string>>;

const namespaces: Readonly<Record<string, string>> = {
  'payment.captured': 'payment',
  'refund.issued': 'refund',
  'return.received': 'return',
};

/** A number of the system's own for what others call otherwise. */
function ownNumber(system: string, name: string): string {
  return `${system}.${thingOf(name)}`;
}

/** What happened, whichever system's name for it this is. */
export function thingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The same history, in which the channel tells of what it hears from the processor and the warehouse. */
export function echoed(history: History, echoing: Echoing): History {
  const happenings = history.happenings.map(distinct);
  const told = happenings.flatMap((one) => {
    const namespace = namespaces[String(one.line['kind'])];
    if (namespace === undefined || echoing.random.chance(0.4)) return [];
    // Goods of which there are the same again are known by their name alone.
    const canRename = namespace !== 'return' || history.returns.length < 2;
    return [toldByChannel(one, { ...echoing, history, namespace, canRename })];
  });
  return { ...history, happenings: [...happenings, ...told] };
}

/** Of money, one sum is not another: who calls both by names of his own tells them apart by nothing else. */
function distinct(one: Happening, index: number): Happening {
  if (one.line['kind'] !== 'refund.issued') return one;
  const data = { ...(one.line['data'] as object), amount: `3.${String(index).padStart(2, '0')}` };
  return { ...one, line: { ...one.line, data } };
}

interface Channel extends Echoing {
  readonly history: History;
  readonly namespace: string;
  readonly canRename: boolean;
}

function toldByChannel(
  { system, at, line }: Happening,
  { random, skew, history, namespace, canRename }: Channel,
): Happening {
  const { channel } = history;
  // The channel may have granted it before it was done.
  const after = random.whole(-minute, 4 * minute);
  const refs = line['refs'] as Refs;
  const name = refs[namespace] ?? '';
  const own = canRename && random.chance(0.5) ? ownNumber(channel, name) : name;
  const time = Date.parse(String(line['at'])) - skew[system] + skew[channel] + after;
  const told = {
    ...{ id: `${channel}-tells-${name}`, system: channel, at: new Date(time).toISOString() },
    refs: { ...refs, [namespace]: own },
  };
  return { system: channel, at: Math.max(0, at + after), line: { ...line, ...told } };
}

/** How the ERP tells of parcels once more, each some time after it left. */
function erpTells(history: History, { random, skew, seed }: Echoing): readonly Happening[] {
  const parcels = history.happenings.filter(({ line }) => line['kind'] === 'shipment.shipped');
  const first = parcels.filter(
    ({ line }, index) => parcels.findIndex((one) => one.line['id'] === line['id']) === index,
  );
  return first.flatMap((one) => {
    if (random.chance(0.5)) return [];
    const after = random.whole(0, 5 * minute);
    const { id, at, refs, data } = one.line;
    const time = Date.parse(String(at)) - skew[one.system] + skew.erp + after;
    const line = {
      ...{ id: `erp-tells-${String(id)}`, system: 'erp', kind: 'shipment.shipped' },
      ...{ at: new Date(time).toISOString(), refs, data },
    };
    const isAlone = history.parcels.length === 1;
    return [
      {
        system: 'erp',
        at: one.at + after,
        line: renamed(line, { seed, isAlone }),
        byItself: true,
      },
    ];
  });
}

interface Renaming {
  readonly seed: number;
  /** The order leaves in one parcel: it is known by its goods. */
  readonly isAlone: boolean;
}

/** A statement of a parcel by the system's own number or not, with its tracking or without: always the same. */
function renamed(line: Happening['line'], { seed, isAlone }: Renaming): Happening['line'] {
  const refs = line['refs'] as Refs;
  const { tracking, ...data } = line['data'] as { readonly tracking?: string };
  const system = String(line['system']);
  const shipment = ownNumber(system, refs['shipment'] ?? '');
  const random = new Random(`number ${shipment}`, seed);
  const [isSame, isBare] = [random.chance(0.4), random.chance(0.4)];
  const isKnownAlike = isSame || (tracking === undefined && !isAlone);
  if (isKnownAlike) return { ...line, refs: { ...refs, shipment: thingOf(shipment) } };
  return {
    ...line,
    refs: { ...refs, shipment },
    data: tracking === undefined || (isAlone && isBare) ? data : { ...data, tracking },
  };
}

/** As a system states a parcel that it was told of. */
export function asEchoed(
  line: Happening['line'],
  order: string,
  {
    plan,
    histories,
  }: { readonly plan: { readonly seed: number }; readonly histories: readonly History[] },
): Happening['line'] {
  const isAlone = histories.find((one) => one.order === order)?.parcels.length === 1;
  return line['kind'] === 'shipment.shipped' ? renamed(line, { seed: plan.seed, isAlone }) : line;
}

interface EchoingWorld {
  readonly clock: VirtualClock;
  readonly plan: { readonly silent: readonly DestinationName[] };
  readonly histories: readonly History[];
  readonly destinations: ReadonlyMap<DestinationName, PeerDestination>;
}

/** Of parcels that it was not told of, the ERP would hear by a path on which nobody else may write. */
export function planEchoes(
  { clock, plan, histories, destinations }: EchoingWorld,
  echoing: Echoing,
  tell: (happening: Happening) => void,
): void {
  const isTold = (parcel: string): boolean =>
    (destinations.get('erp')?.effects ?? []).some(
      ({ operation, entity }) => operation === 'record-fulfilment' && thingOf(entity) === parcel,
    );
  for (const history of histories) {
    for (const echo of erpTells(history, echoing)) {
      const parcel = thingOf((echo.line['refs'] as { readonly shipment: string }).shipment);
      clock.after(echo.at, () => {
        if (!plan.silent.includes('erp') && isTold(parcel)) tell(echo);
      });
    }
  }
}
