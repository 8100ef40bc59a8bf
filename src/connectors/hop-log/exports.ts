// Logs of what was carried between systems, as a table: a message a row, with where it came from, where
// it went and what became of it; and the executions of Boomi, of which only failures say something.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { loggedText } from '../reading/logged-text.js';
import { RowFault, shown } from '../reading/row-fault.js';
import { refsOf, statementOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  at: ['timestamp', '@timestamp', 'time', 'logged at', 'created_at', 'occurred_at', 'date'],
  from: ['from', 'source system', 'source', 'source_system', 'sender', 'origin'],
  to: ['to', 'target system', 'target', 'target_system', 'destination', 'receiver'],
  status: ['status', 'result', 'outcome', 'state'],
  level: ['level', 'severity'],
  error: ['error', 'error message', 'error_message', 'exception', 'error_code'],
  message: ['message id', 'message_id', 'correlation id', 'correlation_id', 'event_id', 'trace_id'],
  kind: ['event', 'event type', 'event_type', 'topic', 'message type', 'flow', 'operation'],
  order: [
    'order number',
    'order_number',
    'order name',
    'order id',
    'order_id',
    'order',
    'order_ref',
  ],
  sku: ['sku', 'item'],
  statusIn: ['status in', 'status_in'],
  statusOut: ['status out', 'status_out'],
} as const;

type ColumnName = keyof typeof columns;

const failed = /fail|error|reject|abort|dead|timeout|exception|denied|^[45]\d\d$/i;
const forwarded = /success|sent|forward|deliver|complete|posted|processed|^ok$|^2\d\d$/i;
const received = /receiv|queued|accepted|start|inbound/i;

/** What programs write into a column of errors where there was none. */
const noError = /^(?:0|-|n\/?a|no|none|null|nil|false|no errors?|undefined)$/i;
const withoutErrors = /\b(?:no|without|0)\s+(?:any\s+)?errors?\b/gi;

/** What became of the message; null: the row says nothing of it. */
function kindOf(text: (name: ColumnName) => string, error: string): ObservationLine['kind'] | null {
  const status = text('status').replace(withoutErrors, '');
  if (error !== '' || failed.test(status) || /^(?:error|fatal)$/i.test(text('level'))) {
    return 'hop.failed';
  }
  if (forwarded.test(status)) return 'hop.forwarded';
  return received.test(status) ? 'hop.received' : null;
}

function read(
  { text, rows }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const span = options.times(text('at'));
  if (span === null) return new RowFault(`timestamp is ${shown(text('at'))}, which is no time`);
  const error = noError.test(text('error')) ? '' : loggedText(text('error'));
  const kind = kindOf(text, error);
  if (kind === null) return [];
  const time = statedTime(span);
  const message = text('message');
  const line = rows[0]?.line ?? 0;
  const record = {
    system: options.system,
    key: message === '' ? `${time.at}/${line}` : `${message}/${time.at}`,
    refs: refsOf({ order_name: text('order'), sku: text('sku') }),
    version: null,
  };
  const stated = {
    from: text('from'),
    to: text('to'),
    message,
    kind_of: text('kind'),
    status_in: text('statusIn'),
    status_out: text('statusOut'),
    error,
  };
  const data = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== ''));
  return [statementOf(record, kind, time, { data })];
}

const tableCsv = tableReader<ColumnName>({
  name: 'hop-log.table-csv',
  connector: 'hop-log',
  proven: false,
  columns,
  needs: ['at', 'from', 'to'],
  times: ['at'],
  accepts: (found) => {
    const outcome = (['status', 'level', 'error'] as const).some((name) => found.has(name));
    const subject = (['message', 'kind', 'order', 'sku'] as const).some((name) => found.has(name));
    return outcome && subject;
  },
  read,
});

const boomiColumns = {
  id: ['executionId', 'Execution ID'],
  at: ['executionTime', 'Execution Time', 'Time'],
  status: ['status'],
  process: ['processName', 'Process Name', 'Process'],
  message: ['message', 'Error Message', 'Error'],
  order: ['Order Number', 'Order ID', 'Order', 'Tracked Field'],
} as const;

/** Boomi's execution records; the number of the order is there only where a field was tracked. */
const boomiCsv = tableReader<keyof typeof boomiColumns>({
  name: 'hop-log.boomi-executions-csv',
  connector: 'hop-log',
  proven: false,
  columns: boomiColumns,
  needs: ['id', 'at', 'status', 'process'],
  times: ['at'],
  zone: 'UTC',
  read: ({ text }, options) => {
    const span = options.times(text('at'));
    if (span === null)
      return new RowFault(`executionTime is ${shown(text('at'))}, which is no time`);
    if (!/^(?:error|aborted)$/i.test(text('status'))) return [];
    const refs = refsOf({ order_name: text('order') });
    const record = { system: options.system, key: text('id'), refs, version: null };
    const data = { kind_of: text('process'), error: loggedText(text('message')) };
    return [statementOf(record, 'hop.failed', statedTime(span), { data })];
  },
});

export const exports = [tableCsv, boomiCsv] as const;
