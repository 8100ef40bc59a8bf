// Whether a system may be told a thing of an order now, by the rules of sequence: what an integration
// of somebody else asks before it pushes. Pure: the record decides, not history.
import type { Operation } from '../contract/contract.js';
import { instantText } from '../observation/instant.js';
import { cancellationAnywhere } from '../order/cancelled.js';
import { draftOf, holding } from '../order/class.js';
import { creationStart } from '../order/clock.js';
import { viewOf } from '../order/record.js';
import type { Handoff, HandoffState } from './handoff.js';
import { everyObligation } from './owed.js';
import type { Owing } from './owing.js';

export interface May {
  /** `hold`: not now; ask again when what it waits for has happened. */
  readonly answer: 'yes' | 'hold' | 'no';
  readonly because: string;
}

export function may(owing: Owing, to: string, operation: Operation): May {
  const barred = barredAltogether(owing, operation);
  if (barred !== null) return barred;
  const owed = everyObligation(owing).filter(
    ({ rule, to: destination }) => destination === to && rule.operation === operation,
  );
  const live = owed.find(({ rule }) => rule.mode === 'live');
  if (live !== undefined) return no(`Weir carries it itself: the rule ${live.rule.id} is live.`);
  if (operation === 'create-order') return mayCreate(owing, to, owed);
  return owed.length > 0 ? byHandoffs(owed) : byHolding(owing, to);
}

function barredAltogether({ record }: Owing, operation: Operation): May | null {
  if (record.test) return no('It is a test order.');
  if (record.conflicts.length > 0) return hold('Its identity is in conflict: see its finding.');
  if (operation !== 'create-order' && operation !== 'release-order') return null;
  const cancelled = cancellationAnywhere(record, () => true);
  if (cancelled === null) return null;
  return no(`${cancelled.system} cancelled it at ${instantText(cancelled.at)}.`);
}

function mayCreate(owing: Owing, to: string, owed: readonly Handoff[]): May {
  const { record, context } = owing;
  const view = viewOf(record, to);
  const held = holding(view);
  if (held !== null) return no(`${to} holds it since ${instantText(held.at)}.`);
  const draft = draftOf(view);
  if (draft !== null) return no(`${to} has a draft of it since ${instantText(draft.at)}.`);
  const { placing } = record;
  if (placing === null) return hold('No system was seen to place it.');
  const isRuled = context.contract.rules.some(
    (rule) => rule.operation === 'create-order' && rule.to.includes(to),
  );
  if (isRuled && owed.length === 0) return no(`The contract owes ${to} no order of this class.`);
  const start = creationStart(record, placing, context);
  if (start.kind === 'waits') return hold(waitsFor(start.for));
  if (start.from.until > context.now) {
    return hold(`It may be worked on from ${instantText(start.from.until)}.`);
  }
  return yes('It is placed and payable, and not held.');
}

/** The one that is least certain speaks. */
const byCaution: readonly HandoffState[] = [
  'waiting',
  'not-covered',
  'overdue',
  'expected',
  'seen-late',
  'seen',
];

function byHandoffs(owed: readonly Handoff[]): May {
  const [first] = [...owed].sort((a, b) => byCaution.indexOf(a.state) - byCaution.indexOf(b.state));
  if (first === undefined) return yes('Nothing stands against it.');
  const { state, to, trigger, waitingFor, effect } = first;
  switch (state) {
    case 'waiting':
      return hold(waitsFor(waitingFor ?? ''));
    case 'not-covered':
      return hold(`What was heard of ${to} cannot tell whether it has it already.`);
    case 'overdue':
    case 'expected':
      return yes(`${trigger.system} stated it at ${instantText(trigger.at)}; ${to} lacks it.`);
    case 'seen':
    case 'seen-late':
      return no(
        effect === null
          ? `${to} shows it already.`
          : `${to} shows it since ${instantText(effect.until)}.`,
      );
  }
}

/** Nothing was seen that is owed: whoever asks may know more, but not of an order that is not there. */
function byHolding({ record }: Owing, to: string): May {
  const held = holding(viewOf(record, to));
  return held === null
    ? hold(`${to} does not hold the order yet.`)
    : yes(`${to} holds the order since ${instantText(held.at)}.`);
}

function waitsFor(prerequisite: string): string {
  switch (prerequisite) {
    case 'payable':
      return 'It is not payable yet: no payment was seen.';
    case 'not-held':
      return 'It is on hold.';
    default:
      return prerequisite === '' ? 'It waits.' : `It waits for ${prerequisite}.`;
  }
}

const yes = (because: string): May => ({ answer: 'yes', because });
const hold = (because: string): May => ({ answer: 'hold', because });
const no = (because: string): May => ({ answer: 'no', because });
