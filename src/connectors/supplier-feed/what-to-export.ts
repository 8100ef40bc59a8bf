// What a person can export from Suppliers' feeds by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'The feed as the supplier sends it',
    menu: 'The folder or mailbox that it arrives in; keep each file as it came, with its time in its name',
    columns: 'All',
    period: 'Every file of two weeks or more',
    zone: 'The file must say it, or its name: UTC is best',
    shows: 'How old the figures were when they arrived, and whether they changed',
    cannotShow: 'What the supplier itself holds',
  },
];
