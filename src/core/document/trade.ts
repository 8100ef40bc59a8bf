// What is exchanged with each partner: who has ever acknowledged which type, by which system's
// statements, and the answer that a document got, by its control number or its purchase order.
import type { Partner, Rule } from '../contract/contract.js';
import type { Context } from '../detect/context.js';
import type { HandoffState, Interval } from '../handoff/handoff.js';
import { covers } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import { hour } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { refOf, refValues } from '../observation/observation.js';
import { isAcknowledging, partnerOf } from './fold.js';
import type { DocumentHandoff } from './handoffs.js';
import type { DocumentRecord } from './record.js';

type Answer = '997' | '855';

const defaultMillis: Readonly<Record<Answer, number>> = { '997': 4 * hour, '855': 24 * hour };

const shownBy: Readonly<Record<Answer, readonly Kind[]>> = {
  '997': ['document.acknowledged'],
  '855': ['document.accepted', 'document.changed', 'document.refused'],
};

/** Business answers by the type of their document. */
const answerTypes: Readonly<Record<string, string>> = {
  '850': '855',
  '860': '865',
  ORDERS: 'ORDRSP',
};

/** An order has one of these; a notice or an invoice more of it may be of its next parcel. */
const sentOnce: ReadonlySet<string> = new Set(['850', '855', 'ORDERS', 'ORDRSP']);

/** It may still be healed by being sent again. */
function isOpen({ state: said }: DocumentRecord, state: HandoffState): boolean {
  return state === 'overdue' || said === 'syntax-rejected';
}

export class DocumentTrade {
  readonly #context: Context;
  /** `partner NUL type NUL answer` -> systems whose statements showed such an answer. */
  readonly #answerers = new Map<string, Set<string>>();
  /** Purchase order -> answers that name it. */
  readonly #byOrder = new Map<string, Observation[]>();
  /** `partner NUL type NUL purchase order` -> documents. */
  readonly #alike = new Map<string, DocumentRecord[]>();

  constructor(documents: readonly DocumentRecord[], context: Context) {
    this.#context = context;
    for (const document of documents) this.#noteOrders(document);
    for (const document of documents) this.#noteAnswers(document);
  }

  /** Null: nothing is owed for this document by this rule. */
  handoff(document: DocumentRecord, rule: Rule): DocumentHandoff | null {
    const answer: Answer = rule.operation === 'send-997' ? '997' : '855';
    const { type } = document;
    const trigger = triggerOf(document, rule);
    if (trigger === null || type === null || isAcknowledging(type)) return null;
    if (answer === '855' && !isAnswerable(type)) return null;
    const effect = this.#effect(document, trigger, answer);
    const owed = this.#acknowledges(document, trigger, answer);
    if (effect === null && !owed) return null;
    const within = rule.withinMillis ?? defaultMillis[answer];
    const due: Interval = {
      at: (trigger.at + within) as Instant,
      until: (trigger.until + within) as Instant,
    };
    const state = this.#state({ document, trigger, due, effect, answer });
    return {
      rule,
      document,
      subject: subjectOf(document),
      state,
      trigger,
      due,
      effect,
      answer: isAnswerable(type) ? this.#effect(document, trigger, '855') : null,
      systems: this.#systems(document, trigger),
      healedAt: isOpen(document, state) ? this.#healedAt(document, trigger, answer) : null,
    };
  }

  #noteOrders(document: DocumentRecord): void {
    const answering = [...document.answers, ...document.received.filter(isAnswerDocument)];
    for (const statement of answering) {
      for (const order of ordersOf(statement)) append(this.#byOrder, order, statement);
    }
    for (const order of document.purchaseOrders)
      append(this.#alike, alikeKey(document, order), document);
  }

  #noteAnswers(document: DocumentRecord): void {
    const { type } = document;
    const trigger = document.sent[0] ?? document.received[0];
    if (type === null || trigger === undefined) return;
    for (const answer of ['997', '855'] as const) {
      const effect = this.#effect(document, trigger, answer);
      if (effect === null) continue;
      const key = `${document.partner ?? trigger.system}\u0000${type}\u0000${answer}`;
      const systems = this.#answerers.get(key) ?? new Set<string>();
      this.#answerers.set(key, systems.add(effect.system));
    }
  }

  /** The earliest statement that answers the document. */
  #effect(document: DocumentRecord, trigger: Observation, answer: Answer): Observation | null {
    if (answer === '997') return earliest(document.acknowledgements);
    const own = earliest(document.answers);
    if (own !== null) return own;
    const found: Observation[] = [];
    for (const order of document.purchaseOrders) {
      for (const statement of this.#byOrder.get(order) ?? []) {
        const partner = partnerOf(statement);
        const same = partner === null || document.partner === null || partner === document.partner;
        if (same && statement.until >= trigger.at && answers(statement, document.type))
          found.push(statement);
      }
    }
    return earliest(found);
  }

  /** Only partners and types that have ever acknowledged, or that declared it. */
  #acknowledges(document: DocumentRecord, trigger: Observation, answer: Answer): boolean {
    const type = document.type ?? '';
    const partner = document.partner ?? trigger.system;
    if (this.#answerers.has(`${partner}\u0000${type}\u0000${answer}`)) return true;
    const declared = this.#partner(document);
    const types = answer === '997' ? declared?.acknowledges : declared?.answers;
    return types?.includes(type) === true;
  }

  #partner({ partner }: DocumentRecord): Partner | null {
    if (partner === null) return null;
    const { partners } = this.#context.contract;
    return (
      partners.find(({ name, ids, system }) => [name, system, ...ids].includes(partner)) ?? null
    );
  }

  #systems(document: DocumentRecord, trigger: Observation): string[] {
    const partner = this.#partner(document)?.system ?? document.partner;
    return partner === null || partner === trigger.system
      ? [trigger.system]
      : [trigger.system, partner];
  }

  #state(given: {
    readonly document: DocumentRecord;
    readonly trigger: Observation;
    readonly due: Interval;
    readonly effect: Observation | null;
    readonly answer: Answer;
  }): HandoffState {
    const { document, trigger, due, effect, answer } = given;
    if (effect !== null) {
      const exact = effect.basis === 'event' || effect.basis === 'day';
      return exact && effect.at > due.until ? 'seen-late' : 'seen';
    }
    const { coverage, now } = this.#context;
    if (due.until >= now) return 'expected';
    const span = { from: trigger.at, until: due.until };
    const key = `${document.partner ?? trigger.system}\u0000${document.type ?? ''}\u0000${answer}`;
    const systems = new Set(this.#answerers.get(key) ?? []);
    for (const system of this.#systems(document, trigger)) systems.add(system);
    const covered = [...systems].some((system) => covers(coverage, system, shownBy[answer], span));
    return covered ? 'overdue' : 'not-covered';
  }

  /** The same order was sent again, and that was answered. */
  #healedAt(document: DocumentRecord, trigger: Observation, answer: Answer): Instant | null {
    if (!sentOnce.has(document.type ?? '')) return null;
    for (const order of document.purchaseOrders) {
      for (const other of this.#alike.get(alikeKey(document, order)) ?? []) {
        const again = other.sent[0];
        if (other === document || again === undefined || again.at < trigger.at) continue;
        if (other.state === 'syntax-rejected') continue;
        const effect = this.#effect(other, again, answer);
        if (effect !== null) return effect.at;
      }
    }
    return null;
  }
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function alikeKey({ partner, type }: DocumentRecord, order: string): string {
  return `${partner ?? ''}\u0000${type ?? ''}\u0000${order}`;
}

function ordersOf({ refs }: Observation): string[] {
  return [...refValues(refs, 'po'), ...refValues(refs, 'purchase')];
}

function isAnswerDocument({ data }: Observation): boolean {
  return Object.values(answerTypes).includes(data.type ?? '');
}

function isAnswerable(type: string): boolean {
  return !Object.values(answerTypes).includes(type);
}

/** An answer that names its own type answers only the type that it is made for. */
function answers({ data }: Observation, type: string | null): boolean {
  if (data.type === undefined || data.type === type) return true;
  return type !== null && answerTypes[type] === data.type;
}

function earliest(statements: readonly Observation[]): Observation | null {
  let first: Observation | null = null;
  for (const statement of statements) {
    if (first === null || statement.at < first.at) first = statement;
  }
  return first;
}

/** The first statement of the document that the rule is about. */
function triggerOf(document: DocumentRecord, rule: Rule): Observation | null {
  for (const statement of [...document.sent, ...document.received]) {
    if (!rule.on.includes(statement.kind)) continue;
    if (rule.from !== null && !rule.from.includes(statement.system)) continue;
    if (rule.effectiveFrom !== null && statement.at < rule.effectiveFrom) continue;
    const type = rule.where['type'];
    if (type === undefined || type === document.type) return statement;
  }
  return null;
}

function subjectOf(document: DocumentRecord): DocumentHandoff['subject'] {
  const refs: Record<string, readonly string[]> = { document: [document.name] };
  if (document.partner !== null) refs['partner'] = [document.partner];
  if (document.purchaseOrders.length > 0) refs['po'] = document.purchaseOrders;
  const order = new Set<string>();
  for (const statement of document.sent) {
    const name = refOf(statement.refs, 'order');
    if (name !== undefined) order.add(name);
  }
  if (order.size > 0) refs['order'] = [...order].sort();
  return { type: 'document', key: document.name, refs };
}
