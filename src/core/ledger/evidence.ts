// What the destination shows of an effect beside what was sent, or in shadow would have been; and
// which effects are read back at all, since a read-back costs a call.
import type { Operation, Rule } from '../contract/contract.js';
import { shortDigest } from '../observation/short-digest.js';
import { compareFields } from '../handoff/compare.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Kind } from '../observation/kinds.js';
import { isAnswer } from '../observation/answered.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import type { OrderRecord } from '../order/record.js';
import type { Command, Said, SaidByData } from './command.js';
import type { Comparison } from './ledger.js';

/** What a destination states by itself where it has an effect, in the operations that are compared. */
const showing: Readonly<Partial<Record<Operation, readonly Kind[]>>> = {
  'create-order': ['order.acknowledged'],
  'update-order': ['order.updated'],
  'hold-order': ['order.held'],
  'release-order': ['order.released'],
  'cancel-order': ['order.cancelled'],
  'record-fulfilment': ['shipment.shipped'],
  'confirm-shipment': ['shipment.shipped'],
  'record-payment': ['payment.captured'],
  'record-refund': ['refund.issued'],
  'record-return': ['return.received'],
};

/** Whether a destination says so of itself that it has an effect of the operation. */
export function shows(operation: Operation, { kind }: Observation): boolean {
  return showing[operation]?.includes(kind) ?? false;
}

const sampledOf = 20;

/** One handoff in twenty, by its key: the same ones at every reading. */
export function isSampled(key: string): boolean {
  return Number.parseInt(shortDigest(`read-back ${key}`).slice(-6), 16) % sampledOf === 0;
}

/** Begins the id of a statement that we had the destination make when it was read back. */
export function readBackId(key: string): string {
  return `read-back:${key}`;
}

export interface Shown {
  readonly key: string;
  readonly handoff: Handoff;
  readonly record: OrderRecord;
  readonly said: SaidByData;
}

/** What was read back of a handoff, against the command as it was sent; null: nothing was. */
export function readBackComparison(shown: Shown, command: string | null): Comparison | null {
  const { key, handoff, record } = shown;
  const prefix = `${readBackId(key)}@`;
  const statements = record.statements.filter(
    ({ system, id }) => system === handoff.to && id.startsWith(prefix),
  );
  return compared(shown, command, statements.slice(-1));
}

/** What the destination stated of a shadowed handoff by itself; null: nothing that can be compared. */
export function shadowComparison(shown: Shown, command: string | null): Comparison | null {
  const { handoff, record } = shown;
  const statements = record.statements.filter(
    (statement) =>
      statement.system === handoff.to &&
      shows(handoff.rule.operation, statement) &&
      // What an answer let us say are our own words, which prove nothing.
      !isAnswer(statement) &&
      isOfSameThing(handoff.trigger, statement),
  );
  return compared(shown, command, statements);
}

/** Parcels, refunds and payments have names of their own: another's says nothing of this one. */
function isOfSameThing(trigger: Observation, statement: Observation): boolean {
  return ['shipment', 'refund', 'return', 'payment'].every((namespace) => {
    const ours = refValues(trigger.refs, namespace);
    const theirs = refValues(statement.refs, namespace);
    return ours.length === 0 || theirs.length === 0 || ours.some((name) => theirs.includes(name));
  });
}

function compared(
  { handoff, said }: Shown,
  command: string | null,
  statements: readonly Observation[],
): Comparison | null {
  const last = statements.at(-1);
  if (command === null || last === undefined) return null;
  const held: Said = statements.reduce<Said>(
    (all, statement) => ({ ...all, ...said.get(statement.data) }),
    {},
  );
  const sent = sentBy(JSON.parse(command) as Command);
  const fields = fieldsOf(handoff.rule, sent);
  const both = compareFields(sent, held, fields);
  return {
    fields: both.map(({ field }) => field),
    differing: both.filter((one) => one.sent !== one.held),
    at: last.at,
  };
}

function sentBy({ operation, order, said }: Command): Said {
  return operation === 'create-order' ? { ...said, ...order?.placed } : said;
}

/** Without `confirm:` whatever both sides state, but for the destination's own name and state of it. */
function fieldsOf({ confirmFields, compareIgnore }: Rule, sent: Said): readonly string[] {
  const all = confirmFields.length > 0 ? confirmFields : Object.keys(sent);
  const ignored = new Set(['record', 'state', ...compareIgnore]);
  return all.filter((field) => !ignored.has(field));
}
