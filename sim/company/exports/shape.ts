// What an export file is here: rows under a header, made from what a system said, and how much of each statement
// they still show. What no row shows is lost, and truth.json knows it.
import type { Emission, SystemName } from '../emission.js';
import type { Window } from '../view.js';
import type { World } from '../world.js';

/** A statement that a file shows, and the moments between which the file allows it to have happened. */
export interface Shown extends Window {
  readonly emission: Emission;
  /** False where the file shows such statements of a class of orders only, so that it covers no others. */
  readonly covers?: false;
  /** False where the file shows the lines of an order and not what it comes to. */
  readonly total?: false;
}

export interface FileRow {
  readonly file: string;
  readonly text: string;
}

export interface Exported {
  readonly rows: readonly FileRow[];
  readonly shown: readonly Shown[];
}

/** One subject: what its systems said inside the windows of their exports, and all that there is to know of it. */
export interface Subject {
  readonly visible: readonly Emission[];
  readonly all: readonly Emission[];
}

/** What holds for all files of one company. */
export interface Frame {
  readonly world: World;
  /** The moment at which a system's files were made. */
  readonly extractOf: (system: SystemName) => number;
  /** By when a reader may take them to have been made, where no file says it: some time after the last thing in it. */
  readonly madeByOf: (system: SystemName) => number;
  /** Whether the company also exported what few people know of: histories, notes, balance reports. */
  readonly thorough: boolean;
}

/** Writes the files of one system (or of a few alike). */
export interface Exporter {
  /** File name → its first line; nothing where the file has no header. */
  readonly files: ReadonlyMap<string, string | undefined>;
  readonly tell: (subject: Subject) => Exported;
  /** Rows that only the whole run knows: counts of stock, sums of a settlement. */
  readonly close?: () => readonly FileRow[];
}

export const NOTHING: Exported = { rows: [], shown: [] };

export function exactly(emission: Emission): Shown {
  return { emission, from: emission.at, until: emission.at };
}

/** The statements of one system, by the value of the first of these namespaces that they bear. */
export function byName(
  emissions: readonly Emission[],
  system: SystemName,
  namespaces: readonly string[],
): Map<string, Emission[]> {
  const groups = new Map<string, Emission[]>();
  for (const emission of emissions) {
    if (emission.system !== system) continue;
    const name = namespaces.map((one) => emission.refs[one]).find((one) => typeof one === 'string');
    if (typeof name !== 'string') continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [emission]);
    else group.push(emission);
  }
  return groups;
}

/** The last statement of one of these kinds. */
export function lastOf(
  emissions: readonly Emission[],
  ...kinds: readonly string[]
): Emission | undefined {
  return emissions
    .filter(({ kind }) => kinds.includes(kind))
    .reduce<Emission | undefined>(
      (last, one) => (last === undefined || one.at >= last.at ? one : last),
      undefined,
    );
}
