// What a person can export from Celigo by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Errors',
    menu: 'Flow, step, Errors, Open and Resolved, Actions, Download errors',
    columns: 'All',
    period: '30 days are kept by default',
    zone: "The user's: Profile, Time zone",
    shows: 'Each record that failed, when, with what error and trace key',
    cannotShow: 'Records that passed; an error of a record that passed later resolves itself',
  },
];
