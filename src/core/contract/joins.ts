// `identity:` of the contract: which names of two systems mean the same.
import type { Join, Trim } from './contract.js';
import { trimmedEnds } from './contract.js';
import { fault, field, isPresent, items, textAt } from './place.js';
import type { Place } from './place.js';
import type { Scope } from './scope.js';
import { suggestion } from './nearest.js';

type End = Join['left'];

/** `shop.order_name`: the last dot divides, for a system's name may have dots and a namespace none. */
function endAt(place: Place, scope: Scope): End | null {
  const text = textAt(place);
  if (text === null) return null;
  const dot = text.lastIndexOf('.');
  if (dot <= 0 || dot === text.length - 1) {
    fault(
      place,
      `"${text}" names no namespace of a system.`,
      'Write SYSTEM.NAMESPACE, such as erp.external.',
    );
    return null;
  }
  const system = text.slice(0, dot);
  if (!scope.declared.has(system)) {
    const known = [...scope.declared].join(', ');
    const remedy = suggestion(
      system,
      scope.declared,
      `Declare it under systems:, or name one of: ${known}.`,
    );
    fault(place, `No system is called "${system}".`, remedy);
    return null;
  }
  return { system, namespace: text.slice(dot + 1) };
}

function joinAt(place: Place, scope: Scope): Join | null {
  const [leftPlace, rightPlace, options] = items(place);
  if (leftPlace === undefined || rightPlace === undefined) return null;
  const left = endAt(leftPlace, scope);
  const right = endAt(rightPlace, scope);
  if (left === null || right === null) return null;
  if (left.system === right.system) {
    fault(place, `Both names are of "${left.system}".`, 'Join names of two systems.');
    return null;
  }
  if (options === undefined) return { left, right, prefix: '', suffix: '' };
  const second = field(options, 'right');
  const rightTrim = isPresent(second) ? { rightTrim: trimAt(second) } : {};
  return { left, right, ...trimAt(options), ...rightTrim };
}

function trimAt(place: Place): Trim {
  const trim = textAt(field(place, 'trim'));
  const prefix = textAt(field(place, 'prefix'));
  if (trim !== null && prefix !== null) {
    fault(field(place, 'prefix'), 'trim: and prefix: say the same thing.', 'Keep one of them.');
  }
  return { prefix: trim ?? prefix ?? '', suffix: textAt(field(place, 'suffix')) ?? '' };
}

function isSameTrim(one: Join, other: Join): boolean {
  const text = (join: Join): string =>
    trimmedEnds(join)
      .map((end) => JSON.stringify([end.system, end.namespace, end.prefix, end.suffix]))
      .sort()
      .join('=');
  return text(one) === text(other);
}

function pairKey(join: Join): string {
  const ends = [join.left, join.right].map((end) => JSON.stringify([end.system, end.namespace]));
  return ends.sort().join('=');
}

function pairText(join: Join): string {
  return `${join.left.system}.${join.left.namespace} and ${join.right.system}.${join.right.namespace}`;
}

export function compileJoins(place: Place, scope: Scope): Join[] {
  const joins: Join[] = [];
  const earlier = new Map<string, Join>();
  for (const item of items(place)) {
    const join = joinAt(item, scope);
    if (join === null) continue;
    const other = earlier.get(pairKey(join));
    if (other === undefined) {
      earlier.set(pairKey(join), join);
      joins.push(join);
    } else if (isSameTrim(other, join)) {
      fault(item, `${pairText(join)} are joined twice.`, 'Take one of the two out.');
    } else {
      const message = `${pairText(join)} are joined before with another trim.`;
      fault(item, message, 'Keep the one whose trim fits how the names are written.');
    }
  }
  return joins;
}
