// Why the ledger can't file a statement under its names: what is looked up by its text has to fit into
// an index, and must not hold what parts one name from the next.
import { limits } from '../limits.js';
import type { Observation } from '../observation/observation.js';

/** In plain words; null: they can be used. */
export function nameFault({ id, refs }: Pick<Observation, 'id' | 'refs'>): string | null {
  let count = 0;
  for (const [namespace, stated] of [['id', id], ...Object.entries(refs)] as const) {
    const field = namespace === 'id' ? 'id' : `refs.${namespace.slice(0, 40)}`;
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
