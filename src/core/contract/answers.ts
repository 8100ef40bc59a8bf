// answers.yaml: what no file can tell, as a person states it. It is shown as stated, apart from
// what is evidenced, and it never makes a finding.
import type { Fault } from './fault.js';
import { distinctFaults } from './fault.js';
import {
  dayAt,
  entries,
  fault,
  field,
  isMapping,
  isPresent,
  items,
  keyFault,
  numberAt,
  scalarAt,
  textAt,
} from './place.js';
import type { Place } from './place.js';

export type Answer = 'yes' | 'no' | 'unknown';

export interface StatedAnswer {
  readonly answer: Answer;
  readonly because: string | null;
}

export const indicatorIds = ['constant_lag', 'downstream_errors', 'metric_dispute'] as const;
export type IndicatorId = (typeof indicatorIds)[number];

/** A complaint that people raised more than once: the trigger of the six months' rule. */
export interface Ticket {
  readonly symptom: string;
  readonly count: number;
  /** `YYYY-MM-DD`, of the first and the last. */
  readonly from: string | null;
  readonly until: string | null;
}

export interface Answers {
  /** Question 1 to 10; one that nobody answered is absent. `yes` is always the healthy answer. */
  readonly questions: Readonly<Partial<Record<number, StatedAnswer>>>;
  readonly indicators: Readonly<Record<IndicatorId, StatedAnswer>>;
  readonly tickets: readonly Ticket[];
}

/** The ten questions before an escalation, so put that yes is the healthy answer. */
export const questions: readonly string[] = [
  'Is it written down who owns the order record at the storefront, in between and in the ERP?',
  'Does the storefront get an explicit acknowledgement from the layer that takes its orders on?',
  'Does that layer get an explicit acknowledgement from the ERP?',
  'If an order fails on its way, is it retried or kept as a dead letter, and never lost?',
  'If the same order is sent twice, does the ERP still hold it once?',
  'Does a change of fulfilment in the ERP show at the channels?',
  'Does a cancellation reach the ERP before it allocates stock?',
  'Is the mapping of statuses and fields documented and tested?',
  'Does a change that a marketplace makes surface in the mapping, before an order is refused?',
  'Do exceptions come singly, and not in clusters at one handoff, field or channel?',
];

export const indicatorWords: Readonly<Record<IndicatorId, string>> = {
  constant_lag: 'Is the figure always exactly one business day behind its source?',
  downstream_errors: 'Does each system downstream show another error that nobody can trace?',
  metric_dispute: 'Is it always the same metric that merchant and supplier dispute?',
};

const unanswered: StatedAnswer = { answer: 'unknown', because: null };

export const noAnswers: Answers = {
  questions: {},
  indicators: {
    constant_lag: unanswered,
    downstream_errors: unanswered,
    metric_dispute: unanswered,
  },
  tickets: [],
};

function answerOf(place: Place): Answer | null {
  const { value } = place;
  if (value === true) return 'yes';
  if (value === false) return 'no';
  const text = textAt(place)?.toLowerCase();
  if (text === 'yes' || text === 'no' || text === 'unknown') return text;
  if (scalarAt(place) === null) return null;
  fault(place, `"${scalarAt(place) ?? ''}" is no answer.`, 'Write yes, no or unknown.');
  return null;
}

/** `1: yes`, or `1: { answer: yes, because: "…" }`. */
function statedAt(place: Place): StatedAnswer | null {
  if (!isMapping(place)) {
    const answer = answerOf(place);
    return answer === null ? null : { answer, because: null };
  }
  const answerPlace = field(place, 'answer');
  if (!isPresent(answerPlace)) {
    fault(answerPlace, 'There is no answer here.', 'Add answer: yes, no or unknown.');
  }
  const answer = answerOf(answerPlace);
  return answer === null ? null : { answer, because: textAt(field(place, 'because')) };
}

function questionsAt(place: Place): Record<number, StatedAnswer> {
  const found: [number, StatedAnswer][] = [];
  for (const [key, inner] of entries(place)) {
    const number = Number(key);
    const known = Number.isInteger(number) && number >= 1 && number <= questions.length;
    if (!known) {
      keyFault(inner, `There is no question ${key}.`, `They are 1 to ${questions.length}.`);
    }
    const stated = statedAt(inner);
    if (known && stated !== null) found.push([number, stated]);
  }
  return Object.fromEntries(found);
}

function ticketAt(place: Place): Ticket | null {
  const symptom = textAt(field(place, 'symptom'));
  const count = numberAt(field(place, 'count'));
  const from = dayAt(field(place, 'from'));
  const until = dayAt(field(place, 'until'));
  if (from !== null && until !== null && until < from) {
    fault(field(place, 'until'), 'This lies before from:.', 'Write the later day here.');
  }
  return symptom === null ? null : { symptom, count: count ?? 1, from, until };
}

export interface AnswersCompilation {
  readonly answers: Answers;
  readonly faults: readonly Fault[];
}

/** Reads the plain form, its shape checked by the schema; never throws. */
export function compileAnswers(value: unknown): AnswersCompilation {
  const faults: Fault[] = [];
  const top: Place = { value, path: [], faults };
  const indicators = field(top, 'indicators');
  const indicator = (id: IndicatorId): StatedAnswer =>
    statedAt(field(indicators, id)) ?? unanswered;
  const answers: Answers = {
    questions: questionsAt(field(top, 'questions')),
    indicators: {
      constant_lag: indicator('constant_lag'),
      downstream_errors: indicator('downstream_errors'),
      metric_dispute: indicator('metric_dispute'),
    },
    tickets: items(field(top, 'tickets')).flatMap((item) => ticketAt(item) ?? []),
  };
  return { answers, faults: distinctFaults(faults) };
}
