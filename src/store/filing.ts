// Which component each statement of a batch is filed under, given what the ledger knows of its names.
// Pure, and the same for both stores: a statement whose names lead to several components is filed
// under the oldest, which is told of the others and takes them in.
import type { Id } from '../core/ledger/ledger.js';
import { limits } from '../core/limits.js';
import { isKnownBy } from './people.js';
import type { Filed } from './store.js';

export interface Filing {
  readonly component: Id;
  readonly observation: Id;
  /** Components that the statement connects with this one. */
  readonly ties: readonly Id[];
}

/** Follows names to one root within a batch; the root is the least of the components they lead to. */
class Groups {
  readonly #parents = new Map<string, string>();

  root(name: string): string {
    let current = name;
    for (;;) {
      const parent = this.#parents.get(current) ?? current;
      if (parent === current) return current;
      current = parent;
    }
  }

  join(left: string, right: string): void {
    const one = this.root(left);
    const other = this.root(right);
    if (one !== other) this.#parents.set(other, one);
  }
}

/**
 * Components for names that the ledger does not know: names that the batch connects share one, which
 * is a known one where any of them is known.
 * @param known name -> its component.
 * @returns new name -> component, in the order of names, as the ledger's locks want it.
 */
export function newNames(
  fresh: readonly Filed[],
  known: ReadonlyMap<string, Id>,
): readonly (readonly [string, Id])[] {
  const groups = new Groups();
  const candidates = new Map<string, Id>();
  for (const { id, names, container } of fresh) {
    const [first = ''] = names;
    for (const [index, name] of names.entries()) {
      // A container's members get components of their own: it reserved an id for each.
      if (!candidates.has(name)) candidates.set(name, container ? id + index : id);
      if (!container) groups.join(first, name);
    }
  }
  const chosen = new Map<string, Id>();
  const choose = (name: string, component: Id): void => {
    const root = groups.root(name);
    chosen.set(root, Math.min(chosen.get(root) ?? Infinity, component));
  };
  for (const name of candidates.keys()) {
    const component = known.get(name);
    if (component !== undefined) choose(name, component);
  }
  // What is known comes first, whatever its number: blocks of ids are used up at different speeds.
  const isKnown = new Set(chosen.keys());
  for (const [name, candidate] of candidates) {
    if (!isKnown.has(groups.root(name))) choose(name, candidate);
  }
  return [...candidates.keys()]
    .filter((name) => !known.has(name))
    .sort()
    .map((name) => [name, chosen.get(groups.root(name)) ?? 0] as const);
}

/** @param componentOf every name of the batch -> its component. */
export function filings(
  fresh: readonly Filed[],
  componentOf: ReadonlyMap<string, Id>,
): readonly Filing[] {
  return fresh.flatMap(({ id, names, container }) => {
    const components = [...new Set(names.map((name) => componentOf.get(name) ?? 0))].sort(
      (a, b) => a - b,
    );
    if (container) return components.map((component) => ({ component, observation: id, ties: [] }));
    const [component = 0, ...ties] = components;
    return [{ component, observation: id, ties }];
  });
}

/** What is kept of the first statement under a key. */
export interface Seen {
  readonly content: string;
  readonly bound?: string;
  /** Statements about others that came under the key so far. */
  readonly clashes: number;
}

/**
 * A name of the order that an id was first stated of, where it now is stated of another: what is filed
 * under it as well is folded with that order. null: it contradicts nobody, or too many already did.
 */
function clashingName({ bound, names }: Filed, { bound: first, clashes }: Seen): string | null {
  if (bound === undefined || first === undefined || clashes >= limits.componentOrdersMax)
    return null;
  const [kind, name] = partsOf(first);
  return kind === partsOf(bound)[0] && !names.includes(name) ? name : null;
}

function seenFirst({ content, bound }: Filed): Seen {
  return { content, clashes: 0, ...(bound === undefined ? {} : { bound }) };
}

export interface Fresh {
  /** Statements that were not there word for word. */
  readonly fresh: readonly Filed[];
  /** Id of one of them -> a name of the order whose key it bears. */
  readonly clashing: ReadonlyMap<Id, string>;
}

/** @param seen what stands under the keys of the statements; is brought up to date. */
export function freshOf(filed: readonly Filed[], seen: Map<string, Seen>): Fresh {
  const clashing = new Map<Id, string>();
  const fresh = filed.filter((one) => {
    const before = seen.get(one.key);
    if (before === undefined) {
      seen.set(one.key, seenFirst(one));
      return true;
    }
    if (isKnownBy(one, before.content)) return false;
    const name = clashingName(one, before);
    if (name !== null) {
      clashing.set(one.id, name);
      seen.set(one.key, { ...before, clashes: before.clashes + 1 });
    }
    return true;
  });
  return { fresh, clashing };
}

/** The same, each under all names that it is filed under. */
export function withClashes({ fresh, clashing }: Fresh): readonly Filed[] {
  if (clashing.size === 0) return fresh;
  return fresh.map((one) => {
    const name = clashing.get(one.id);
    return name === undefined ? one : { ...one, names: [...one.names, name].sort() };
  });
}

function partsOf(bound: string): readonly [kind: string, name: string] {
  const end = bound.indexOf('\u001f');
  return [bound.slice(0, end), bound.slice(end + 1)];
}
