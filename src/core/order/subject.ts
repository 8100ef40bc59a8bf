// How a finding names its order: every name that any system gives it.
import type { SubjectReference } from '../detect/finding.js';
import { limits } from '../limits.js';
import { refValues } from '../observation/observation.js';
import type { OrderRecord } from './record.js';

/** Names of the order by namespace, each list sorted. A container's other orders are left out. */
export function orderReference(record: OrderRecord): SubjectReference {
  const refs: Record<string, string[]> = {};
  for (const statement of record.statements) {
    const container = refValues(statement.refs, 'order').length > 1;
    for (const namespace of Object.keys(statement.refs)) {
      if (container && namespace !== 'record') continue;
      addNames((refs[namespace] ??= []), refValues(statement.refs, namespace));
    }
  }
  for (const values of Object.values(refs)) values.sort();
  return { type: 'order', key: record.key, refs };
}

function addNames(names: string[], values: readonly string[]): void {
  for (const value of values) {
    if (!names.includes(value) && names.length < limits.findingRefsMax) names.push(value);
  }
}
