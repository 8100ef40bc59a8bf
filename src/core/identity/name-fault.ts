// Why the ledger can't file a statement under its names: what is looked up by its text has to fit into
// an index, and must not hold what parts one name from the next.
import { limits } from '../limits.js';
import type { Observation, Refs } from '../observation/observation.js';

/** In plain words; null: they can be used. */
export function nameFault(statement: Named): string | null {
  let count = 0;
  for (const [field, stated] of namesIn(statement)) {
    const names = typeof stated === 'string' ? [stated] : stated;
    count += names.length;
    for (const name of names) {
      if (!fits(name)) {
        return `${field} is ${bytesOf(name)} bytes long; a name has at most ${limits.nameBytesMax}`;
      }
      if (hasControl(name)) return `${field} holds a control character`;
    }
  }
  if (count <= limits.namesMax) return null;
  return `it names ${count} things; a statement names at most ${limits.namesMax}`;
}

type Named = Pick<Observation, 'id' | 'refs' | 'data'>;

function namesIn({ id, refs, data }: Named): readonly (readonly [string, Refs[string]])[] {
  return [
    ['id', id],
    ...Object.entries(refs).map(
      ([namespace, stated]) => [`refs.${namespace.slice(0, 40)}`, stated] as const,
    ),
    // What is told of a supplier's feed is filed under the supplier.
    ...(data.supplier === undefined ? [] : [['data.supplier', data.supplier] as const]),
  ];
}

/** Bytes of UTF-8 that one unit of a text has at most. */
const unitBytesMax = 3;

function fits(name: string): boolean {
  return name.length * unitBytesMax <= limits.nameBytesMax || bytesOf(name) <= limits.nameBytesMax;
}

const encoder = new TextEncoder();

function bytesOf(name: string): number {
  return encoder.encode(name).length;
}

function hasControl(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
