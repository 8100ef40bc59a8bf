// The errors of a Celigo step as CSV: one row a record that failed. Errors whose record succeeds later
// resolve themselves, so the file proves failures and its silence proves nothing. Its times
// are in the user's own form: the file decides day against month.
import { loggedText } from '../reading/logged-text.js';
import { RowFault, shown } from '../reading/row-fault.js';
import { refsOf, statementOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  occurredAt: ['occurredAt', 'Occurred at', 'Timestamp'],
  source: ['source'],
  code: ['code'],
  message: ['message'],
  /** The record's id, where the flow was set up so: mostly the number of the order. */
  traceKey: ['traceKey', 'Trace key'],
  errorId: ['errorId', 'Error ID'],
  legacyId: ['legacyId'],
  classification: ['classification'],
  flow: ['flow', 'Flow name', 'flowName'],
} as const;

type ColumnName = keyof typeof columns;

const errorsCsv = tableReader<ColumnName>({
  name: 'celigo.errors-csv',
  connector: 'celigo',
  proven: false,
  columns,
  needs: ['occurredAt', 'source', 'code', 'message', 'traceKey'],
  times: ['occurredAt'],
  read: ({ text }, options) => {
    const span = options.times(text('occurredAt'));
    if (span === null) {
      return new RowFault(`occurredAt is ${shown(text('occurredAt'))}, which is no time`);
    }
    const time = statedTime(span);
    const key = text('errorId') || text('legacyId') || `${time.at}/${nameOf(text('traceKey'))}`;
    const record = {
      system: options.system,
      key,
      refs: refsOf({ order_name: nameOf(text('traceKey')) }),
      version: null,
    };
    const error = [text('code'), loggedText(text('message'))].filter((part) => part !== '');
    const flow = text('flow');
    const data = {
      ...(text('source') === '' ? {} : { from: text('source') }),
      ...(flow === '' ? {} : { kind_of: flow }),
      error: error.join(': '),
    };
    return [statementOf(record, 'hop.failed', time, { data })];
  },
});

/** A flow of customers may trace by their addresses. */
function nameOf(traceKey: string): string {
  return traceKey.includes('@') ? '' : traceKey;
}

export const exports = [errorsCsv] as const;
