// What a handoff asks of its destination, in the house's own words: the connector puts it into the
// destination's. It names what caused it, and says no more than the ledger knows.
import type { Operation } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Observation, ObservationData } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import type { OrderRecord } from '../order/record.js';
import { remembered } from '../remembered.js';
import type { ItemNames } from './item-names.js';

/** `data` of an observation line as it was written: amounts and quantities keep their text. */
export type Said = Readonly<Record<string, unknown>>;

/** Namespace -> names. */
type Names = Readonly<Record<string, readonly string[]>>;

export interface Command {
  readonly operation: Operation;
  /** Permanent: the destination knows a repeat by it. */
  readonly key: string;
  readonly to: string;
  readonly rule: string;
  readonly cause: { readonly system: string; readonly id: string; readonly at: number };
  /** Absent where it is about no order. */
  readonly order?: {
    readonly key: string;
    /** What the placing says: lines, total, channel. */
    readonly placed: Said;
    /** System -> the names by which it knows the order. */
    readonly knownAs: Readonly<Record<string, Names>>;
  };
  /** What a channel is to show of an item; a later `version` sorts after an earlier one. */
  readonly stock?: {
    readonly sku: string;
    readonly available: string;
    /** When the system that owns the stock came to hold it: RFC 3339. */
    readonly as_of: string;
  };
  /** Of a register: tells this value from those before and after it. */
  readonly version?: string;
  /** What the trigger says: the parcel, the refund, the cancelled lines. */
  readonly said: Said;
  readonly names: Names;
  /** Key of the command that this one undoes; absent where it undoes none. */
  readonly undoes?: string;
}

export interface Commanding {
  readonly key: string;
  readonly undoes: string | null;
  readonly record: OrderRecord;
  readonly said: SaidByData;
  readonly itemNames: ItemNames;
}

/**
 * What was said, by the data that it was read as: a statement whose time the fold narrows, or of which it
 * makes an edit, keeps its data.
 */
export type SaidByData = ReadonlyMap<ObservationData, Said>;

export function saidByData(
  facts: readonly { readonly statement: Observation; readonly said: Said }[],
): SaidByData {
  return new Map(facts.map(({ statement, said }) => [statement.data, said]));
}

/** A command about an order. */
type OrderCommand = Command & Required<Pick<Command, 'order'>>;

export function commandOf(
  handoff: Handoff,
  { key, undoes, record, said, itemNames }: Commanding,
): OrderCommand {
  const { rule, to, trigger } = handoff;
  const saidBy = ({ system, data }: Observation): Said =>
    itemNames.inNamesOf(said.get(data) ?? {}, { from: system, to });
  return {
    operation: rule.operation,
    key,
    to,
    rule: rule.id,
    cause: { system: trigger.system, id: trigger.id, at: trigger.at },
    order: {
      key: record.key,
      placed: record.placing === null ? {} : saidBy(record.placing),
      knownAs: knownAs(record),
    },
    said: saidOf(handoff, saidBy(trigger)),
    names: namesOf(trigger),
    ...(undoes === null ? {} : { undoes }),
  };
}

/** The last lines of an order that was cancelled line by line are not all that is cancelled of it. */
function saidOf({ rule, ofOrder }: Handoff, said: Said): Said {
  if (rule.operation !== 'cancel-order' || ofOrder !== true) return said;
  return Object.fromEntries(Object.entries(said).filter(([field]) => field !== 'lines'));
}

/** A parcel is no name of its order: of many each command would name all. */
const ofParts: ReadonlySet<string> = new Set(['shipment', 'refund', 'return', 'tracking']);

const knownAs = remembered(({ statements }: OrderRecord): OrderCommand['order']['knownAs'] => {
  const systems = new Map<string, Map<string, Set<string>>>();
  for (const { system, refs } of statements) {
    const known = systems.get(system) ?? new Map<string, Set<string>>();
    systems.set(system, known);
    for (const namespace of Object.keys(refs)) {
      if (ofParts.has(namespace)) continue;
      const names = known.get(namespace) ?? new Set<string>();
      known.set(namespace, names);
      for (const name of refValues(refs, namespace)) names.add(name);
    }
  }
  return Object.fromEntries(
    [...systems].map(([system, known]) => [
      system,
      Object.fromEntries([...known].map(([namespace, names]) => [namespace, [...names]])),
    ]),
  );
});

export function namesOf({ refs }: Observation): Names {
  return Object.fromEntries(
    Object.keys(refs).map((namespace) => [namespace, refValues(refs, namespace)]),
  );
}
