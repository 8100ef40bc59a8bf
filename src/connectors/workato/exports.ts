// The jobs of a Workato recipe as CSV. Which order a job was for stands in a column that somebody added
// to the recipe's report, or nowhere. A job that succeeded ran to its end: what the receiver did with
// it is not in the file.
import type { ObservationLine } from '../connector.js';
import { Checked } from '../reading/checked.js';
import { loggedText } from '../reading/logged-text.js';
import { refsOf, statementOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  job: ['Job ID', 'job_id', 'id'],
  started: ['Started', 'Started at', 'started_at', 'Start time'],
  completed: ['Completed', 'Completed at', 'completed_at', 'Finished at'],
  status: ['Status', 'Job status'],
  error: ['Error', 'Error message', 'error_message'],
  recipe: ['Recipe', 'Recipe name', 'recipe_name'],
  order: [
    'Order Number',
    'Order #',
    'Order Name',
    'Order ID',
    'Order',
    'Sales Order',
    'Shopify Order',
    'Amazon Order ID',
  ],
} as const;

type ColumnName = keyof typeof columns;

const jobsCsv = tableReader<ColumnName>({
  name: 'workato.jobs-csv',
  connector: 'workato',
  proven: false,
  columns,
  needs: ['job', 'started', 'status'],
  times: ['started', 'completed'],
  accepts: (found, { columns: header, first }) => {
    const jobs = first.map((cells) => found.text({ line: 0, cells, document: null }, 'job'));
    const named = header.some((title) => /^job[ _]id$/i.test(title));
    return named && (found.has('completed') || found.has('error')) && jobs.every(isJob);
  },
  read: ({ text }, options) => {
    const checked = new Checked(options);
    const started = checked.placed('Started', text('started'));
    const completed = checked.time('Completed', text('completed')) ?? started;
    if (started === null || completed === null) return checked.told([]);
    const record = {
      system: options.system,
      key: text('job'),
      refs: refsOf({ order_name: text('order') }),
      version: null,
    };
    const recipe = text('recipe');
    const about = recipe === '' ? {} : { kind_of: recipe };
    const told: ObservationLine[] = [
      statementOf(record, 'hop.received', statedTime(started), { data: about }),
    ];
    if (!/^(?:failed|error)$/i.test(text('status'))) return checked.told(told);
    const data = { ...about, error: loggedText(text('error')) };
    return checked.told([
      ...told,
      statementOf(record, 'hop.failed', statedTime(completed), { data }),
    ]);
  },
});

function isJob(id: string): boolean {
  return id.startsWith('j-');
}

export const exports = [jobsCsv] as const;
