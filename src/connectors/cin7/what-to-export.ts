// What a person can export from Cin7 Core by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Sales',
    menu: 'Sales, Export',
    columns:
      'All; at least OrderNumber, CustomerReference, Status, OrderDate, InvoiceNumber, CombinedPaymentStatus, CombinedTrackingNumbers, Updated',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: 'Read as UTC, in which the API has them; the file says none',
    shows: 'Which orders it holds under which number of the channel, and how far each is',
    cannotShow: 'Earlier statuses',
  },
  {
    file: 'Stock',
    menu: 'Inventory, Stock, Availability, Export',
    columns: 'SKU, Location, On Hand, Allocated, Available',
    period: 'Now',
    zone: 'None: put the date and time of the export into the name of the file',
    shows: 'The level of each SKU at each location',
    cannotShow: 'When or why a level changed',
  },
];
