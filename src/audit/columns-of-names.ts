// The names that each system states of orders, taken from the scan for the search for joins; made only
// where some pair of systems has no `order` in common.
import { attachingNamespaces, weakNamespaces } from '../core/identity/names.js';
import type { Join } from '../core/contract/contract.js';
import type { Naming } from '../core/identity/comparable.js';
import type { NameColumn, NamedSystem } from '../core/identity/find-joins.js';
import { NameTable } from '../core/identity/name-table.js';
import { kinds } from '../core/observation/kinds.js';
import { subjectTypeOf } from '../core/observation/subject-type.js';
import type { RoutedRange } from './route.js';

/** Namespaces that never name an order across systems. */
const neverJoined: ReadonlySet<string> = new Set([
  ...attachingNamespaces.filter((namespace) => namespace !== 'record'),
  'sku',
  'location',
  'feed',
  'supplier',
  'purchase',
  'document',
  'control',
  'customer',
]);

interface DraftColumn {
  readonly names: NameTable;
  marked: number;
  plain: number;
}

export interface NamesInput {
  readonly ranges: readonly RoutedRange[];
  readonly systems: readonly string[];
  readonly namespaces: readonly string[];
  readonly windows: ReadonlyMap<string, { readonly from: number; readonly until: number }>;
}

/** A line of a log or of a person's work is about what it names; of an order, where it names one. */
const isOfOrders: readonly boolean[] = kinds.map(
  (kind) => subjectTypeOf(kind) === 'order' || kind.startsWith('hop.') || kind.startsWith('hand.'),
);

/** What the statements of orders name, and how. */
export interface StatedNames {
  /** System × namespace: 1 where the system states names in it. */
  readonly stated: Uint8Array;
  /** The systems that name some orders otherwise than by `order`: a join is sought for them alone. */
  readonly loose: ReadonlySet<string>;
}

type NameVisitor = (range: RoutedRange, line: number, key: number, hasOrder: boolean) => void;

/** Calls back for each name of an order, and whether its statement names the order by `order`. */
export function eachName({ ranges, namespaces }: NamesInput, visit: NameVisitor): void {
  const order = namespaces.indexOf('order');
  for (const range of ranges) eachNameOf(range, range.namespaces.indexOf(order), visit);
}

function eachNameOf(range: RoutedRange, order: number, visit: NameVisitor): void {
  const { count, keyEnds, kinds: kindNumbers, keyNamespaces } = range.columns;
  let first = 0;
  for (let line = 0; line < count; line += 1) {
    const end = keyEnds[line] ?? first;
    let hasOrder = false;
    for (let key = first; key < end; key += 1) if (keyNamespaces[key] === order) hasOrder = true;
    const visited = isOfOrders[kindNumbers[line] ?? 0] === true;
    for (let key = first; visited && key < end; key += 1) visit(range, line, key, hasOrder);
    first = end;
  }
}

export function statedNames(input: NamesInput): StatedNames {
  const { systems, namespaces } = input;
  const width = namespaces.length;
  const joinable = namespaces.map((namespace) => !neverJoined.has(namespace));
  const stated = new Uint8Array(systems.length * width);
  const loose = new Uint8Array(systems.length);
  eachName(input, (range, line, key, hasOrder) => {
    const namespace = namespaceOf(range, key);
    const system = range.systems[range.columns.systems[line] ?? 0] ?? 0;
    stated[system * width + namespace] = 1;
    if (!hasOrder && joinable[namespace] === true) loose[system] = 1;
  });
  return { stated, loose: new Set(systems.filter((_, system) => loose[system] === 1)) };
}

/** Which systems name orders at all, and which of them by `order`. */
export function namingOf(
  { systems, namespaces }: NamesInput,
  { stated }: StatedNames,
  joins: readonly Join[],
): Naming {
  const joined = new Set(joins.flatMap(({ left, right }) => [left, right]).map(columnName));
  const global = new Set<string>();
  const any = new Set<string>();
  for (const [row, system] of systems.entries()) {
    for (const [column, namespace] of namespaces.entries()) {
      if (stated[row * namespaces.length + column] !== 1) continue;
      if (namespace === 'order') global.add(system);
      if (naming.has(namespace) || joined.has(columnName({ system, namespace }))) any.add(system);
    }
  }
  return { global, any };
}

const naming: ReadonlySet<string> = new Set(['order', ...weakNamespaces]);

function columnName({ system, namespace }: Join['left']): string {
  return `${system}\u0000${namespace}`;
}

export function namespaceOf(range: RoutedRange, key: number): number {
  return range.namespaces[range.columns.keyNamespaces[key] ?? 0] ?? 0;
}

/** The columns of every system that has any. */
export function columnsOfNames(input: NamesInput): NamedSystem[] {
  const drafts = new Map<number, DraftColumn>();
  const width = input.namespaces.length;
  const joinable = input.namespaces.map((namespace) => !neverJoined.has(namespace));
  eachName(input, (range, line, key, hasOrder) => {
    const { columns } = range;
    const namespace = namespaceOf(range, key);
    if (joinable[namespace] !== true) return;
    const system = range.systems[columns.systems[line] ?? 0] ?? 0;
    const draft = draftOf(drafts, system * width + namespace);
    draft.names.add(nameOf(range, key), columns.seconds[line] ?? 0, !hasOrder);
    if (columns.keyMarks[key] === 1) draft.marked += 1;
    else draft.plain += 1;
  });
  return named(input, drafts);
}

/** Digest of the name of a key. */
export function nameOf({ columns }: RoutedRange, key: number): number {
  return digestOf(columns.keyFirsts[key] ?? 0, columns.keySeconds[key] ?? 0);
}

/** 53 bits of the hash: enough that two names are hardly ever counted as one. */
export function digestOf(first: number, second: number): number {
  return (second & 0x1fffff) * 2 ** 32 + (first >>> 0);
}

/** What one system states together with names of a namespace: read again, as it is asked seldom. */
function togetherOf(input: NamesInput, system: string): NamedSystem['together'] {
  return (namespace, names) => {
    const wanted = input.namespaces.indexOf(namespace);
    const speaker = input.systems.indexOf(system);
    const marked = new Map<RoutedRange, Set<number>>();
    eachName(input, (range, line, key) => {
      if (range.systems[range.columns.systems[line] ?? 0] !== speaker) return;
      if (namespaceOf(range, key) !== wanted || !names.has(nameOf(range, key))) return;
      marked.set(range, (marked.get(range) ?? new Set<number>()).add(line));
    });
    const together = new Map<string, Set<number>>();
    eachName(input, (range, line, key) => {
      if (marked.get(range)?.has(line) !== true) return;
      const other = input.namespaces[namespaceOf(range, key)] ?? '';
      together.set(other, (together.get(other) ?? new Set<number>()).add(nameOf(range, key)));
    });
    return together;
  };
}

function draftOf(drafts: Map<number, DraftColumn>, number: number): DraftColumn {
  const known = drafts.get(number);
  if (known !== undefined) return known;
  const draft = { names: new NameTable(), marked: 0, plain: 0 };
  drafts.set(number, draft);
  return draft;
}

function named(input: NamesInput, drafts: ReadonlyMap<number, DraftColumn>): NamedSystem[] {
  const systems = new Map<string, NameColumn[]>();
  const width = input.namespaces.length;
  for (const [number, draft] of drafts) {
    const system = input.systems[Math.floor(number / width)] ?? '';
    const namespace = input.namespaces[number % width] ?? '';
    const columns = systems.get(system) ?? [];
    columns.push({ system, namespace, ...draft });
    systems.set(system, columns);
  }
  const all: NamedSystem[] = [];
  for (const [system, columns] of systems) {
    const window = input.windows.get(system);
    if (window === undefined) continue;
    all.push({
      system,
      columns,
      from: window.from / 1_000 - 1,
      until: window.until / 1_000 + 1,
      together: togetherOf(input, system),
    });
  }
  return all;
}
