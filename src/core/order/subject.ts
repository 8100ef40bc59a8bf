// How a finding names its order: every name that any system gives it.
import { namesSeveral, weakNamespaces } from '../identity/names.js';
import type { SubjectReference } from '../detect/finding.js';
import { limits } from '../limits.js';
import { refOf, refValues } from '../observation/observation.js';
import type { OrderRecord } from './record.js';

/** Names of the order by namespace, each list sorted. A container's other orders are left out. */
export function orderReference(record: OrderRecord): SubjectReference {
  const refs: Record<string, string[]> = {};
  for (const statement of record.statements) {
    const container = namesSeveral(statement.refs);
    for (const namespace of Object.keys(statement.refs)) {
      if (container && namespace !== 'record') continue;
      addNames((refs[namespace] ??= []), refValues(statement.refs, namespace));
    }
  }
  for (const values of Object.values(refs)) values.sort();
  return { type: 'order', key: keyOf(record), refs };
}

/** What people call the order where no system gives it the global name: as who placed it does. */
function keyOf({ key, placing }: OrderRecord): string {
  if (placing === null || placing.refs['order'] !== undefined) return key;
  for (const namespace of weakNamespaces) {
    const value = refOf(placing.refs, namespace);
    if (value !== undefined) return `${placing.system}.${namespace}=${value}`;
  }
  return key;
}

function addNames(names: string[], values: readonly string[]): void {
  for (const value of values) {
    if (!names.includes(value) && names.length < limits.findingRefsMax) names.push(value);
  }
}
