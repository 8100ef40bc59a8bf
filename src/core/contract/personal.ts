// `personal:` of the contract: fields that hold personal data besides those that are known by name.
import { dataReaders } from '../observation/read-data.js';
import { plainField } from '../people/personal.js';
import { fault, oneOrMany, textAt } from './place.js';
import type { Place } from './place.js';

export function compilePersonal(place: Place): ReadonlySet<string> {
  const fields = oneOrMany(place).flatMap((item) => {
    const field = textAt(item);
    if (field === null) return [];
    if (dataReaders.has(field)) {
      const remedy = 'Take it out, and have the system send that under another name.';
      fault(item, `Weir reads ${field} itself, and can not keep it apart.`, remedy);
    }
    return plainField(field);
  });
  return new Set(fields);
}
