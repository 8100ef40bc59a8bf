// Under which names the ledger files a statement, so that all that could be about one subject comes
// together. It may bring together too much, which exact identity tells apart; never too little.
import { hearingRef, speaksOfHearing } from '../feed/unheard.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import { subjectTypeOf } from '../observation/subject-type.js';
import type { OrderNames } from './names.js';
import { attachingKeys, namesSeveral } from './names.js';

export interface FiledUnder {
  /** Sorted, each once, never none. */
  readonly names: readonly string[];
  /** It names several orders: it is filed with each of them and joins none. */
  readonly container: boolean;
}

/** Namespaces that name a subject of the other types, by type. */
const namespaces = {
  purchase: ['purchase', 'po', 'external', 'record'],
  stock: ['sku'],
  feed: ['feed', hearingRef],
  document: ['document', 'control', 'po', 'order'],
} as const;

export function filedUnder(statement: Observation, names: OrderNames): FiledUnder {
  const type = subjectTypeOf(statement.kind) ?? 'order';
  if (type === 'order') return filedOrder(statement, names);
  const found = namespaces[type].flatMap((namespace) =>
    refValues(statement.refs, namespace).map((value) => `${type}\u0000${namespace}\u0000${value}`),
  );
  // What belongs to one supplier's feed is judged against its other figures.
  if (type === 'feed' && !speaksOfHearing(statement)) {
    found.push(`feed\u0000feed\u0000${statement.data.supplier ?? ''}`);
  }
  return { names: sorted(found, statement), container: false };
}

function filedOrder(statement: Observation, names: OrderNames): FiledUnder {
  const orders = refValues(statement.refs, 'order').map((order) => `order\u0000${order}`);
  if (namesSeveral(statement.refs)) {
    const members = orders.length > 1 ? orders : names.memberKeys(statement).map(weak);
    return { names: sorted(members, statement), container: true };
  }
  const found = [
    ...orders,
    ...names.keys(statement).map(weak),
    ...attachingKeys(statement).map(by),
  ];
  return { names: sorted(found, statement), container: false };
}

function weak(key: string): string {
  return `name\u0000${key}`;
}

function by(key: string): string {
  return `by\u0000${key}`;
}

function sorted(found: readonly string[], { system, id }: Observation): readonly string[] {
  const names = found.length === 0 ? [`lone\u0000${system}\u0000${id}`] : found;
  // The core parts the pieces of a name by NUL, which PostgreSQL's text can't hold.
  return [...new Set(names.map((name) => name.replaceAll('\u0000', '\u001f')))].sort();
}
