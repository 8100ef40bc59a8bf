// Hookdeck's events and attempts as JSON: what it took in for whom, and what the receiver's server
// answered. That it answered yes is not that it did anything.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { Fields } from '../reading/document.js';
import { firstText, textAt } from '../reading/document.js';
import { documentReader } from '../reading/document-reader.js';
import { marksAt } from '../reading/record-shapes.js';
import { loggedText } from '../reading/logged-text.js';
import type { RowFault } from '../reading/row-fault.js';
import { statedTime } from '../reading/stated-time.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf } from '../reading/statement.js';
import { meaningOf } from '../reading/words.js';

/** Where a body that is passed on may name its order; nothing else of it is read. */
const orderAt = ['order_number', 'order_name', 'orderNumber', 'order_id', 'orderId', 'name'].map(
  (name) => `data.body.${name}`,
);

const outcomes: Readonly<Record<string, 'hop.forwarded' | 'hop.failed'>> = {
  SUCCESSFUL: 'hop.forwarded',
  FAILED: 'hop.failed',
};

function answerOf(record: Fields): string {
  const status = textAt(record, 'response_status');
  const code = loggedText(textAt(record, 'error_code'));
  return [status === '' ? '' : `answered ${status}`, code].filter((part) => part !== '').join(', ');
}

interface Told {
  /** `SUCCESSFUL`, `FAILED`; others, such as `QUEUED`, are no outcome. */
  readonly status: string;
  readonly title: string;
  readonly at: string;
  readonly data: Readonly<Record<string, string>>;
}

/** What became of the message, where something did. */
function outcomeOf(
  source: Fields,
  record: StatedRecord,
  { status, title, at, data }: Told,
  checked: Checked,
): readonly ObservationLine[] {
  const kind = meaningOf(outcomes, status);
  const span = kind === undefined ? null : checked.placed(title, at);
  if (kind === undefined || span === null) return [];
  const error = kind === 'hop.failed' ? answerOf(source) : '';
  const told = { data: { ...data, ...(error === '' ? {} : { error }) } };
  return [statementOf(record, kind, statedTime(span), told)];
}

function eventOf(event: Fields, options: ReadOptions): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id('id', textAt(event, 'id'));
  const status = textAt(event, 'status');
  const from = textAt(event, 'source_id');
  const to = textAt(event, 'destination_id');
  const refs = refsOf({ order_name: firstText(event, ...orderAt) });
  const record = { system: options.system, key: id, refs, version: null };
  const data = { message: id, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  const created = checked.placed('created_at', textAt(event, 'created_at'));
  const came =
    created === null ? [] : [statementOf(record, 'hop.received', statedTime(created), { data })];
  const title = status === 'SUCCESSFUL' ? 'successful_at' : 'last_attempt_at';
  const told = { status, title, at: textAt(event, title), data };
  return checked.told([...came, ...outcomeOf(event, record, told, checked)]);
}

function attemptOf(attempt: Fields, options: ReadOptions): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id('id', textAt(attempt, 'id'));
  const record = { system: options.system, key: id, refs: refsOf({}), version: null };
  const title = textAt(attempt, 'responded_at') === '' ? 'delivered_at' : 'responded_at';
  const data = { message: textAt(attempt, 'event_id') };
  const told = { status: textAt(attempt, 'status'), title, at: textAt(attempt, title), data };
  return checked.told(outcomeOf(attempt, record, told, checked));
}

export const hookdeckEvents = documentReader({
  name: 'hop-log.hookdeck-events-json',
  connector: 'hop-log',
  proven: false,
  within: ['models', ''],
  marks: marksAt(['id', 'source_id', 'destination_id', 'attempts', 'status', 'created_at']),
  times: ['created_at', 'successful_at', 'last_attempt_at'],
  zone: 'UTC',
  read: eventOf,
});

export const hookdeckAttempts = documentReader({
  name: 'hop-log.hookdeck-attempts-json',
  connector: 'hop-log',
  proven: false,
  within: ['models', ''],
  marks: marksAt(['id', 'event_id', 'attempt_number', 'trigger', 'status']),
  times: ['delivered_at', 'responded_at'],
  zone: 'UTC',
  read: attemptOf,
});
