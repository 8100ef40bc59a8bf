// Faults planted in the built hub, one at a time: each must break a promise that an auditor sees, at the
// seed that once caught it. Ordered as an order lives: it arrives, is kept, is decided, and leaves.
import type { PlantedFault } from './fault.js';
import { faultsOfFeatures } from './faults-of-features.js';
import { faultsOfLanes } from './faults-of-lanes.js';

const arriving: readonly PlantedFault[] = [
  {
    breaks: 'What can not be read is dropped in silence.',
    module: 'in/observations',
    text: 'quarantined.push(await quarantinedOf(',
    replacement: 'void (await quarantinedOf(',
    seed: 2,
  },
  {
    breaks: 'A statement of a system that nobody knows ends the whole body.',
    module: 'in/observations',
    text: "await quarantine(piece, 'unknown-system', reason);",
    replacement: 'return { receipt, filed, quarantined };',
    seed: 42,
  },
  {
    breaks: 'Only the first line of a body is read.',
    module: 'in/observations',
    text: 'from = until + 1;',
    replacement: 'from = text.length + 1;',
    seed: 2,
  },
  {
    breaks: 'What the store could not keep is answered as kept.',
    module: 'store/group-commit',
    text: 'for (const { fail } of batch)\n                fail(error);',
    replacement:
      'for (const { settle } of batch)\n                settle({ receipt: 0, accepted: 0, duplicate: 0 });',
    seed: 5,
  },
  {
    breaks: 'Of many that share a commit only the first is kept.',
    module: 'store/group-commit',
    text: 'this.#keep(batch.map(({ item }) => item))',
    replacement: 'this.#keep(batch.map(() => batch[0].item))',
    seed: 4,
  },
  {
    breaks: 'It is answered before it is kept.',
    module: 'store/group-commit',
    text: 'this.#waiting.push({ item, settle, fail });',
    replacement:
      'this.#waiting.push({ item, settle, fail }); settle({ receipt: 0, accepted: 1, duplicate: 0 });',
    seed: 3,
  },
];

const keeping: readonly PlantedFault[] = [
  {
    breaks: 'A receipt is answered and not kept.',
    module: 'store/memory/memory-store',
    text: 'this.#receipts.set(receipt.id, receipt);',
    replacement: '',
    seed: 1,
  },
  {
    breaks: 'What was set aside is not kept.',
    module: 'store/memory/memory-store',
    text: 'this.#quarantine.set(receipt.id, quarantined);',
    replacement: '',
    seed: 2,
  },
  {
    breaks: 'A statement that came before is filed again.',
    module: 'store/filing',
    text: 'if (isKnownBy(one, before.content))',
    replacement: 'if (false)',
    seed: 1,
  },
  {
    breaks: 'Names that meet join nothing.',
    module: 'store/memory/memory-store',
    text: 'for (const other of ties)\n                held = this.#tied(held, this.#component(this.#root(other)));',
    replacement: '',
    seed: 13,
  },
  {
    breaks: 'What arrives for a component that is known waits for nobody.',
    module: 'store/memory/memory-store',
    text: 'this.#inbox.add(held.id);',
    replacement: 'if (held.facts.size < 2) this.#inbox.add(held.id);',
    seed: 1,
  },
  {
    breaks: 'What a destination said with its answer is lost.',
    module: 'store/memory/memory-store',
    text: 'if (one.said !== undefined)',
    replacement: 'if (false)',
    seed: 2,
  },
];

const deciding: readonly PlantedFault[] = [
  {
    breaks: 'One component is folded, the rest waits for ever.',
    module: 'truth/truth',
    text: 'if (folded === null)\n                return { rows, more: woken === wokenMost };',
    replacement: 'return { rows, more: false };',
    seed: 1,
  },
  {
    breaks: 'A rule that the contract makes live never starts.',
    module: 'truth/truth',
    text: 'await modes.changeMode({ ...change, ...byContract',
    replacement: 'void ({ ...change, ...byContract',
    seed: 1,
  },
  {
    breaks: 'A handoff is named after the statement, not after what happened.',
    module: 'core/ledger/anchor',
    text: 'return name === undefined ? trigger.id : `${namespace}=${name}`;',
    replacement: 'return trigger.id;',
    seed: 1,
  },
  {
    breaks: 'An answer that was lost is an answer that says no.',
    module: 'core/ledger/carriage',
    text: "return again(last, given, 'settle');",
    replacement: "return still('refused', 'refused');",
    seed: 3,
  },
  {
    breaks: 'What nobody answered is sent again blindly.',
    module: 'core/ledger/carriage',
    text: "return again(last, given, 'settle');",
    replacement: "return again(last, given, 'send');",
    seed: 3,
  },
  {
    breaks: 'What could not be taken now is given up.',
    module: 'core/ledger/carriage',
    text: 'const next = again(last, given, sendingErrand(carrying));',
    replacement: "const next = still('dead', 'dead');",
    seed: 3,
  },
  {
    breaks: 'What was refused is sent again and again.',
    module: 'core/ledger/carriage',
    text: "return still('refused', 'refused');",
    replacement: "return again(last, given, 'send');",
    seed: 11,
  },
  {
    breaks: 'What was taken is sent again until the destination says so itself.',
    module: 'core/ledger/carriage',
    text: "const stands = still('in-flight', handoff.state === 'overdue' ? 'overdue' : 'in-flight');",
    replacement: "return again(last, given, 'send');",
    seed: 9,
  },
  {
    breaks: 'What was taken and is owed no longer was never sent.',
    module: 'core/ledger/carriage',
    text: "outcomes.includes('accepted') || (shown && outcomes.length > 0)",
    replacement: 'false',
    seed: 58,
  },
  {
    breaks: 'Retries end at once.',
    module: 'core/ledger/carriage',
    text: 'triedMillis(tries) > rule.retryForMillis',
    replacement: 'triedMillis(tries) > 0',
    seed: 3,
  },
  {
    breaks: 'Other bytes at each attempt.',
    module: 'core/ledger/handoffs-of',
    text: 'if (attempts.length > 0 && kept !== null)',
    replacement: 'if (false)',
    seed: 11,
  },
  {
    breaks: 'Two commands of one order are under way at once.',
    module: 'core/ledger/one-at-a-time',
    text: 'heads.get(lane(state)) !== state',
    replacement: 'false',
    seed: 15,
  },
  {
    breaks: 'What was lost and may still arrive keeps nothing waiting.',
    module: 'core/ledger/one-at-a-time',
    text: 'taken.get(lane(state)) ?? taking.now',
    replacement: 'taking.now',
    seed: 68,
  },
  {
    breaks: 'What has just arrived gets no verdict.',
    module: 'core/ledger/decide-orders',
    text: 'fact.verdict === null || anew.has(fact.verdict)',
    replacement: 'anew.has(fact.verdict)',
    seed: 1,
  },
  {
    breaks: 'A command names another cause than its own.',
    module: 'core/ledger/command',
    text: 'cause: { system: trigger.system, id: trigger.id, at: trigger.at }',
    replacement: 'cause: { system: trigger.system, id: record.key, at: trigger.at }',
    seed: 1,
  },
  {
    breaks: 'A cancellation is owed to nobody.',
    module: 'core/handoff/cancellation',
    text: 'else if (triggers(rule, view.system, whole))',
    replacement: 'else if (false)',
    seed: 2,
  },
];

export const plantedFaults: readonly PlantedFault[] = [
  ...arriving,
  ...keeping,
  ...deciding,
  ...faultsOfLanes,
  ...faultsOfFeatures,
];
