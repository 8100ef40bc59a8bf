// What a person can export from Workato by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Jobs',
    menu: 'Recipe, Jobs, Download',
    columns: 'All, with a custom column for the order number',
    period: 'As far as the plan keeps them',
    zone: "The workspace's",
    shows: 'Each run, and whether it failed',
    cannotShow: 'The records inside a run',
  },
];
