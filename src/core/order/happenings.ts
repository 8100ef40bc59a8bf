// What several systems tell of in turn: one changes or stops an order, those that hear of it change or stop
// it as well and say so. To take each of these for a happening of its own would tell it to all the others
// again, and their answers to it, without end.
import { refOf } from '../observation/observation.js';
import type { Observation } from '../observation/observation.js';
import { compareStatements } from './arrivals.js';
import { equal } from './quantities.js';
import type { OrderRecord } from './record.js';
import { linesOf } from './record.js';

/** All statements of one happening, that of whoever told of it first before the others. */
export type Happening = readonly Observation[];

type IsSame = (one: Observation, other: Observation) => boolean;

/** The edits of the order. */
export function editsTold(record: OrderRecord): readonly Happening[] {
  const isSame: IsSame = (one, other) => areSameEdit(one, other, record);
  return happeningsOf(
    record.views.flatMap(({ updates }) => updates),
    { isSame, repeats: isSame },
  );
}

/** The holds of the order and its releases. */
export function stopsTold({ views }: Pick<OrderRecord, 'views'>): readonly Happening[] {
  return happeningsOf(
    views.flatMap(({ holds, releases }) => [...holds, ...releases]),
    // To hold an order that was released since stops it anew: a wrong stop is seen, goods that leave are gone.
    { isSame: areSameStop, repeats: () => false },
  );
}

interface Likeness {
  readonly isSame: IsSame;
  /** Whether a system that says again what it said after another did not do it again. */
  readonly repeats: IsSame;
}

/** Each system tells of the happenings in their order, of some of them perhaps not. */
function happeningsOf(tellings: readonly Observation[], likeness: Likeness): readonly Happening[] {
  const { isSame, repeats } = likeness;
  const told: Observation[][] = [];
  const last = new Map<string, { readonly place: number; readonly statement: Observation }>();
  for (const statement of [...tellings].sort(compareStatements)) {
    const { system } = statement;
    const own = last.get(system);
    const after = own === undefined ? -1 : own.place;
    const heard = told.findIndex(
      (one, place) =>
        place > after &&
        one.every((other) => other.system !== system) &&
        one.some((other) => isSame(other, statement)),
    );
    const place = heard < 0 ? repeated(statement, { own, told, repeats }) : heard;
    (told[place] ??= []).push(statement);
    last.set(system, { place, statement });
  }
  return told;
}

interface Repeating {
  readonly own: { readonly place: number; readonly statement: Observation } | undefined;
  readonly told: readonly Happening[];
  readonly repeats: IsSame;
}

/** Place of what the system says again of what another had told of first; else that of a new happening. */
function repeated(statement: Observation, { own, told, repeats }: Repeating): number {
  if (own === undefined || !repeats(own.statement, statement)) return told.length;
  const isOwn = told[own.place]?.[0]?.system === statement.system;
  return isOwn ? told.length : own.place;
}

/** Who does not say to what lines were changed may mean any change of them. */
function areSameEdit(one: Observation, other: Observation, record: OrderRecord): boolean {
  const [left, right] = [linesOf(record, one), linesOf(record, other)];
  if (left !== undefined && right !== undefined) return equal(left, right);
  if (left === undefined && right === undefined) return fieldsOf(one) === fieldsOf(other);
  return [one, other].every(({ data }) => data.fields?.includes('lines') !== false);
}

function fieldsOf({ data }: Observation): string {
  return JSON.stringify([...(data.fields ?? [])].sort());
}

/** Of an order and of one part of it only the system that has parts tells apart. */
function areSameStop(one: Observation, other: Observation): boolean {
  if (one.kind !== other.kind) return false;
  const parts = [one, other].map(({ refs }) => refOf(refs, 'fulfilment'));
  return parts.includes(undefined) || parts[0] === parts[1];
}
