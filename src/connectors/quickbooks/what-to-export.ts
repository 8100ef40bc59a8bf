// What a person can export from QuickBooks Online by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Transaction list by date',
    menu: 'Reports, Transaction List by Date, Export to CSV',
    columns:
      'Those shown, and Create date, Created by, Last modified, Last modified by through Customize',
    period: 'By Create date where it is offered, else by date; two days longer at the end',
    zone: "The company's; days only, but for the stamp under the table",
    shows: 'Which invoices, sales receipts, payments and refunds the books hold',
    cannotShow: 'When each was entered, without Create date; ids of other systems',
  },
  {
    file: 'Sales by customer detail',
    menu: 'Reports, Sales by Customer Detail, Export to CSV',
    columns: 'Those shown',
    period: 'The same period',
    zone: "The company's; days only",
    shows: 'The lines of each sale',
    cannotShow: 'When it was entered',
  },
];
