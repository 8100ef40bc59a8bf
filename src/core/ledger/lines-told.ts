// With which lines we had a destination create an order. It may not state its own, and have taken the order in
// after a change of which we heard only then: that it took it in as changed, we know better.
import type { JudgedOrder } from '../order/judged.js';
import type { Owing } from '../handoff/owing.js';
import { keysOfOrder } from './anchor.js';
import type { Command } from './command.js';
import type { Given } from './deriving.js';
import { linesAsTold } from './item-names.js';
import type { Attempt } from './ledger.js';
import { attemptsAt } from './rows-of.js';

export function linesTold(
  order: JudgedOrder,
  { component, said }: Pick<Given, 'component' | 'said'>,
): NonNullable<Owing['told']> {
  return (system) => {
    const { rules } = order.context.contract;
    const creating = new Set(
      rules.filter(({ operation }) => operation === 'create-order').map(({ id }) => id),
    );
    const row = component.handoffs.find(
      ({ key, rule, to, subject }) =>
        creating.has(rule) &&
        to === system &&
        (subject === order.record.key || keysOfOrder({ rule: { id: rule }, to }, order).has(key)) &&
        attemptsAt(component, key).some(mayHaveCreated),
    );
    if (row?.command == null) return null;
    const { order: sent } = JSON.parse(row.command) as Command;
    const lines = JSON.stringify(linesAsTold(sent?.placed['lines'] ?? null));
    // The words that were sent are those of one version of the placing.
    const version = order.record.versions.find(
      ({ statement }) => JSON.stringify(said.get(statement.data)?.['lines']) === lines,
    );
    if (version === undefined) return null;
    const taken = attemptsAt(component, row.key).filter(mayHaveCreated);
    return {
      lines: version.lines,
      isDoubtful: taken.some(({ errand }) => errand === 'check'),
      takenAt: taken.find(({ outcome }) => outcome === 'accepted')?.answeredAt ?? null,
    };
  };
}

function mayHaveCreated({ errand, outcome }: Attempt): boolean {
  const maySend = errand === 'send' || errand === 'settle' || errand === 'check';
  return maySend && (outcome === 'accepted' || outcome === 'unknown');
}
