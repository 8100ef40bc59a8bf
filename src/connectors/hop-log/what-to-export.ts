// What a person can export from Logs of other middleware by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Boomi process reporting',
    menu: 'Manage, Process Reporting, Export to CSV',
    columns: 'All, with a tracked field for the order number',
    period: '30 days are kept',
    zone: 'UTC',
    shows: 'Each execution, its status and its counts',
    cannotShow: 'Order numbers without a tracked field',
  },
  {
    file: 'MuleSoft logs',
    menu: 'Runtime Manager, the application, Logs, Download',
    columns:
      'The text is not read as it is: make a CSV of it with timestamp, from, to, order number, status, error',
    period: 'As far as the files go: ten of 10 MB',
    zone: 'None in the text: give zone: in the contract',
    shows: 'What was logged of a message',
    cannotShow: 'What was not logged',
  },
  {
    file: 'Hookdeck events',
    menu: 'The API or the command line: events and attempts as JSON',
    columns: 'All',
    period: 'As far as the plan keeps them',
    zone: 'UTC',
    shows: 'Each delivery, its answer and its attempts',
    cannotShow: 'What the receiver did after it said yes',
  },
  {
    file: 'CloudWatch Logs',
    menu: 'Logs Insights, Export results, CSV',
    columns:
      'fields @timestamp, from, to, order_number, status, error: parse them out of @message, which is not read',
    period: 'So short that fewer than 10,000 rows come: a file of just that many is cut',
    zone: 'UTC',
    shows: 'What was logged of a message',
    cannotShow: 'What was not logged',
  },
];
