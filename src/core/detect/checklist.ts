// The ten questions before escalation, answered from the evidence first, else as
// stated, else unknown. `yes` always means the healthy answer.
import type { Answers } from '../contract/answers.js';
import type { Contract, Role } from '../contract/contract.js';
import { durationWords } from '../contract/duration.js';
import type { PatternId } from './finding.js';
import { latencyQuantile } from './latency.js';
import { counted, grouped } from './pattern-names.js';
import type { Answer, ChecklistAnswer } from './report.js';
import { isActing } from './standing.js';
import type { Standing } from './standing.js';
import type { HandoffTally, Tally } from './tally.js';

export interface ChecklistInput {
  readonly tally: Tally;
  readonly contract: Contract;
  readonly standing: readonly Standing[];
  readonly answers: Answers;
}

/** Evidence that answers, or null: then what is stated counts. */
type Evidenced = { readonly answer: Answer; readonly because: string } | null;

/** Share of handoffs that must be seen to arrive before the loop counts as closed. */
const closedShare = 0.99;
const heldMin = 20;
const clusterShare = 0.6;
const clusterMin = 3;
const ownedStages = ['order', 'payment', 'fulfilment'];

const yes = (because: string): Evidenced => ({ answer: 'yes', because });
const no = (because: string): Evidenced => ({ answer: 'no', because });

interface Loop {
  readonly judged: number;
  readonly arrived: number;
  readonly latency: ReadonlyMap<number, number>;
}

/** Sums the handoffs whose rule and destination are wanted. */
function loopOf(
  { tally, contract }: ChecklistInput,
  wanted: (rule: string, role: Role | null) => boolean,
): Loop {
  let judged = 0;
  let arrived = 0;
  const latency = new Map<number, number>();
  for (const [key, counts] of tally.handoffs) {
    const arrow = key.lastIndexOf('→');
    const role = contract.systems.get(key.slice(arrow + 1))?.role ?? null;
    if (!wanted(key.slice(0, arrow), role)) continue;
    judged += judgedOf(counts);
    arrived += counts.seen + counts.seenLate;
    for (const [bucket, count] of counts.latency) {
      latency.set(bucket, (latency.get(bucket) ?? 0) + count);
    }
  }
  return { judged, arrived, latency };
}

function judgedOf(counts: HandoffTally): number {
  return counts.seen + counts.seenLate + counts.overdue;
}

function faultsOf({ standing }: ChecklistInput, patterns: readonly PatternId[]): Standing[] {
  return standing.filter((found) => isActing(found) && patterns.includes(found.pattern));
}

function loopAnswer(loop: Loop, what: string): Evidenced {
  if (loop.judged === 0) return null;
  const because = `${grouped(loop.arrived)} of ${grouped(loop.judged)} handoffs ${what} were seen to arrive`;
  const isClosed = loop.arrived / loop.judged >= closedShare;
  return isClosed ? yes(`${because}.`) : no(`${because}; nobody was told of the others.`);
}

function owners({ contract }: ChecklistInput): Evidenced {
  const named = Object.keys(contract.owns);
  if (!contract.written || named.length === 0) return null;
  const missing = ownedStages.filter((stage) => !named.includes(stage));
  if (missing.length === 0)
    return yes('The contract names an owner for order, payment and fulfilment.');
  return no(`The contract names no owner for: ${missing.join(', ')}.`);
}

const channelSide: readonly (Role | null)[] = ['storefront', 'marketplace', 'middleware', 'pos'];

function channelsConfirm(input: ChecklistInput): Evidenced {
  const loop = loopOf(input, (_rule, role) => channelSide.includes(role));
  return loopAnswer(loop, 'to storefront, marketplaces and middleware');
}

function erpConfirms(input: ChecklistInput): Evidenced {
  const loop = loopOf(input, (rule, role) => role === 'erp' && rule !== 'books-after-revenue');
  return loopAnswer(loop, 'to the ERP');
}

const vanishing: readonly PatternId[] = [
  'lost-order',
  'transform-mismatch',
  'premature-event',
  'rollback-gap',
  'three-truths',
  'status-void',
  'trigger-gap',
  'sync-failure',
];

function failuresHeld(input: ChecklistInput): Evidenced {
  // What is held with another content did arrive.
  const lost = faultsOf(input, vanishing).filter(
    ({ healedAt, details }) => healedAt === null && details['what'] !== 'changed',
  ).length;
  if (lost > 0) {
    return no(`${counted(lost, 'handoff')} ended nowhere: no effect, no retry, no dead letter.`);
  }
  let errors = 0;
  for (const counts of input.tally.events.values()) errors += counts.errors;
  if (errors === 0) return null;
  return yes(`${counted(errors, 'failure')} in the logs; each handoff arrived in the end.`);
}

function repeatsAreSafe(input: ChecklistInput): Evidenced {
  const twice = faultsOf(input, ['duplicate-draft']).length;
  if (twice > 0) return no(`${counted(twice, 'order')} became two records.`);
  const held = loopOf(input, (rule) => rule === 'order-to-erp').arrived;
  return held < heldMin ? null : yes(`None of ${grouped(held)} orders in the ERP has two records.`);
}

const upstream = ['shipment-to-storefront', 'shipment-to-marketplace'];

function shipmentsVisible(input: ChecklistInput): Evidenced {
  const loop = loopOf(input, (rule) => upstream.includes(rule));
  const answer = loopAnswer(loop, 'of shipments to the channels');
  const median = latencyQuantile(loop.latency, 0.5);
  const slowest = latencyQuantile(loop.latency, 0.99);
  if (answer === null || median === null || slowest === null) return answer;
  const pace = ` Half within ${durationWords(median)}, 99% within ${durationWords(slowest)}.`;
  return { ...answer, because: answer.because + pace };
}

function cancelsInTime(input: ChecklistInput): Evidenced {
  const gaps = faultsOf(input, ['rollback-gap']);
  // Refunds and returns that the books lack are money work: they were to stop nothing.
  const late = gaps.filter(({ details }) => details['back'] === undefined).length;
  if (late > 0) return no(`${counted(late, 'cancellation')} did not stop the work on the order.`);
  const loop = loopOf(input, (rule) => rule === 'cancel-to-erp' || rule === 'cancel-to-warehouse');
  return loopAnswer(loop, 'of cancellations');
}

/** A rejected EDI document is no order. */
function refusedNoun(refused: readonly Standing[]): 'order' | 'document' | 'record' {
  const types = new Set(refused.map(({ subject }) => subject.type));
  if (!types.has('document')) return 'order';
  return types.size === 1 ? 'document' : 'record';
}

function mappingTested(input: ChecklistInput): Evidenced {
  const unmapped = faultsOf(input, ['unmapped-status']).length;
  const changed = faultsOf(input, ['transform-mismatch']);
  if (unmapped + changed.length === 0) return null;
  const words = counted(unmapped, 'status word is unmapped', 'status words are unmapped');
  const noun = refusedNoun(changed);
  const records = counted(changed.length, `${noun} was changed`, `${noun}s were changed`);
  return no(`${words}; ${records} or refused on the way.`);
}

function driftSurfaces(input: ChecklistInput): Evidenced {
  const refused = faultsOf(input, ['transform-mismatch']);
  if (refused.length > 0)
    return no(
      `It surfaced as ${counted(refused.length, `changed or refused ${refusedNoun(refused)}`)}.`,
    );
  const words = [...input.tally.unmapped.values()].filter((value) => value.closed).length;
  return words === 0
    ? null
    : yes(`${counted(words, 'unknown word')} stopped at the mapping, and no order was refused.`);
}

interface Concentration {
  readonly name: string;
  readonly count: number;
}

function largest(keys: readonly (string | null)[]): Concentration {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  let best: Concentration = { name: '', count: 0 };
  for (const [name, count] of [...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    if (count > best.count) best = { name, count };
  }
  return best;
}

function exceptionsSpread(input: ChecklistInput): Evidenced {
  const faults = input.standing.filter(isActing);
  if (faults.length < clusterMin) {
    const some = counted(faults.length, 'exception');
    return input.tally.orders < heldMin
      ? null
      : yes(`${some} in ${grouped(input.tally.orders)} orders.`);
  }
  const best = [
    largest(faults.map((found) => found.handoff)),
    largest(faults.map((found) => found.field)),
    largest(faults.map((found) => found.systems[0] ?? null)),
  ].reduce((one, other) => (other.count > one.count ? other : one));
  const share = Math.round((100 * best.count) / faults.length);
  const because = `${share}% of ${faults.length} exceptions have ${best.name} in common`;
  if (best.count / faults.length >= clusterShare) return no(`${because}.`);
  return yes(`No handoff, field or system stands behind most of them: ${because}.`);
}

const judges: readonly ((input: ChecklistInput) => Evidenced)[] = [
  owners,
  channelsConfirm,
  erpConfirms,
  failuresHeld,
  repeatsAreSafe,
  shipmentsVisible,
  cancelsInTime,
  mappingTested,
  driftSurfaces,
  exceptionsSpread,
];

/** Always the ten, in order. */
export function checklistOf(input: ChecklistInput): ChecklistAnswer[] {
  return judges.map((judge, index) => {
    const question = index + 1;
    const evidenced = judge(input);
    if (evidenced !== null) return { question, ...evidenced, basis: 'evidenced' };
    const stated = input.answers.questions[question];
    if (stated !== undefined) {
      const because = stated.because?.trim() ?? '';
      return {
        question,
        answer: stated.answer,
        because: because === '' ? 'Stated in answers.yaml, without a reason.' : because,
        basis: 'stated',
      };
    }
    const because = 'Nothing that was read can tell, and answers.yaml does not say.';
    return { question, answer: 'unknown', because, basis: 'evidenced' };
  });
}
