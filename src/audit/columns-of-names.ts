// The names that each system states of orders, taken from the scan for the search for joins; made only
// where some pair of systems has no `order` in common.
import { attachingNamespaces } from '../core/identity/names.js';
import type { NameColumn, NamedSystem } from '../core/identity/find-joins.js';
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
  readonly names: Map<number, number>;
  readonly loose: Set<number>;
  marked: number;
}

export interface NamesInput {
  readonly ranges: readonly RoutedRange[];
  readonly systems: readonly string[];
  readonly namespaces: readonly string[];
  readonly windows: ReadonlyMap<string, { readonly from: number; readonly until: number }>;
}

const isOfOrders: readonly boolean[] = kinds.map((kind) => subjectTypeOf(kind) === 'order');

/** Calls back for each name of an order, and whether its statement names the order by `order`. */
function eachName(
  { ranges, namespaces }: NamesInput,
  visit: (range: RoutedRange, line: number, key: number, hasOrder: boolean) => void,
): void {
  const order = namespaces.indexOf('order');
  for (const range of ranges) {
    const { count, keyEnds, kinds: kindNumbers, keyNamespaces } = range.columns;
    const orderNumber = range.namespaces.indexOf(order);
    let first = 0;
    for (let line = 0; line < count; line += 1) {
      const end = keyEnds[line] ?? first;
      let hasOrder = false;
      for (let key = first; key < end; key += 1) {
        if (keyNamespaces[key] === orderNumber) hasOrder = true;
      }
      if (isOfOrders[kindNumbers[line] ?? 0] === true) {
        for (let key = first; key < end; key += 1) visit(range, line, key, hasOrder);
      }
      first = end;
    }
  }
}

/** The systems that name some orders otherwise than by `order`: a join is sought for them alone. */
export function looseSystems(input: NamesInput): ReadonlySet<string> {
  const joinable = input.namespaces.map((namespace) => !neverJoined.has(namespace));
  const loose = new Uint8Array(input.systems.length);
  eachName(input, (range, line, key, hasOrder) => {
    if (hasOrder || !(joinable[namespaceOf(range, key)] ?? false)) return;
    loose[range.systems[range.columns.systems[line] ?? 0] ?? 0] = 1;
  });
  return new Set(input.systems.filter((_, system) => loose[system] === 1));
}

function namespaceOf(range: RoutedRange, key: number): number {
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
    // 53 bits of the hash: enough that two names are hardly ever counted as one.
    const high = ((columns.keySeconds[key] ?? 0) & 0x1fffff) * 2 ** 32;
    const name = high + ((columns.keyFirsts[key] ?? 0) >>> 0);
    const second = columns.seconds[line] ?? 0;
    const known = draft.names.get(name);
    if (known === undefined || second < known) draft.names.set(name, second);
    if (!hasOrder) draft.loose.add(name);
    draft.marked += columns.keyMarks[key] ?? 0;
  });
  return named(input, drafts);
}

function draftOf(drafts: Map<number, DraftColumn>, number: number): DraftColumn {
  const known = drafts.get(number);
  if (known !== undefined) return known;
  const draft = { names: new Map<number, number>(), loose: new Set<number>(), marked: 0 };
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
    all.push({ system, columns, from: window.from / 1_000 - 1, until: window.until / 1_000 + 1 });
  }
  return all;
}
