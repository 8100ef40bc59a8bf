// A supplier's inventory file as CSV: an item and how many of it can be had. A quantity without a word
// for it is what the supplier would ship, not what lies on a shelf.
import type { ExportReader, ObservationLine, ReadOptions, Recognition } from '../connector.js';
import { plainName } from '../reading/columns.js';
import { plainDecimal } from '../reading/numbers.js';
import { isSpreadsheetNumber, RowFault, shown } from '../reading/row-fault.js';
import { refsOf, statementOf, statusOf, versionOf } from '../reading/statement.js';
import { atExtract, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { asOfTitles, noTime, snapshotOf } from './snapshot.js';

const columns = {
  sku: ['MerchantSKU', 'buyerPartNumber', 'SupplierSKU', 'SKU', 'vendorPartNumber', 'Item Number'],
  supplierSku: ['SupplierSKU', 'vendorPartNumber'],
  quantity: [
    'quantity_available',
    'availableQuantity',
    'Available',
    'Available Quantity',
    'Quantity',
    'Qty',
    'quantityValue',
    'Total Ship to Home Quantity',
    'Stock',
  ],
  onHand: ['On Hand', 'qty_on_hand', 'Quantity On Hand'],
  location: ['Warehouse', 'warehouseLocation', 'fobId', 'store_code', 'Location'],
  /** Then Quantity is the sum of the warehouses that stand behind it. */
  warehouseQuantity: ['WarehouseQuantity'],
  status: ['Status'],
  asOf: asOfTitles,
  updated: ['LastUpdate', 'Last Updated', 'quantityLastUpdated'],
  // Not read; they tell that it is a feed of goods on offer.
  upc: ['UPC'],
  gtin: ['GTIN', 'EAN', 'ISBN'],
  cost: ['Cost', 'Wholesale Price'],
  msrp: ['MSRP', 'RetailPrice'],
  price: ['Price'],
  unit: ['UOM', 'quantityUom'],
  next: ['NextAvailableDate', 'NextAvailableQuantity'],
  lead: ['replenishmentLeadTime', 'Lead Time', 'restockableInDays'],
  vendor: ['VendorNumber', 'Vendor Number', 'supplier_id', 'Supplier'],
} as const;

type ColumnName = keyof typeof columns;

const telling = ['upc', 'gtin', 'cost', 'msrp', 'price', 'unit', 'next', 'lead', 'vendor'] as const;
const timed = ['asOf', 'updated', 'status'] as const;
/** A line of an order has an item and a quantity too. */
const ofOrders = /order|invoice|customer|purchase|shipment|tracking|^po/;

function read(
  { text, columns: found }: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const sku = text('sku') || text('supplierSku');
  if (sku === '') return new RowFault('the row names no item');
  if (isSpreadsheetNumber(sku)) {
    return new RowFault(`the item is ${shown(sku)}: a spreadsheet has rounded it`);
  }
  const data: Record<string, string> = {};
  for (const [name, field] of [
    ['quantity', 'available'],
    ['onHand', 'on_hand'],
  ] as const) {
    if (text(name) === '') continue;
    const quantity = plainDecimal(text(name), options.decimal);
    if (quantity === null) {
      return new RowFault(`${columns[name][0]} is ${shown(text(name))}, which is no number`);
    }
    data[field] = quantity;
  }
  // A file may carry only what has changed: an empty quantity means that it has not.
  if (Object.keys(data).length === 0) return [];
  if (options.extract === null) return noTime;
  const span = text('asOf') === '' ? null : options.times(text('asOf'));
  if (span === null && text('asOf') !== '') {
    return new RowFault(`as_of is ${shown(text('asOf'))}, which is no time`);
  }
  const location = found.has('warehouseQuantity') ? '' : text('location');
  const record = {
    system: options.system,
    key: `${sku}/${location}`,
    refs: refsOf({ sku, location }),
    version: versionOf(options.extract),
  };
  const time = span === null ? atExtract(options.extract) : statedTime(span);
  return [statementOf(record, 'stock.level', time, { ...statusOf(text('status')), data })];
}

const rowsCsv = tableReader<ColumnName>({
  name: 'supplier-feed.inventory-csv',
  connector: 'supplier-feed',
  proven: true,
  columns,
  needs: ['sku'],
  times: ['asOf', 'updated'],
  numbers: ['quantity', 'onHand'],
  accepts: (found, { columns: header }) => {
    if (!found.has('quantity') && !found.has('onHand')) return false;
    if (header.some((title) => ofOrders.test(plainName(title)))) return false;
    return telling.some((name) => found.has(name)) || timed.some((name) => found.has(name));
  },
  read,
});

/** The rows, and behind them the snapshot that they are. */
function withSnapshot(recognition: Recognition): Recognition {
  return {
    ...recognition,
    open: (options) => {
      const rows = recognition.open(options);
      let count = 0;
      let last = 1;
      return {
        row: (row) => {
          const readings = rows.row(row);
          if (readings.some(({ kind }) => kind === 'observation')) {
            count += 1;
            last = row.line;
          }
          return readings;
        },
        end: () => {
          const { extract } = options;
          if (extract === null || count === 0) return rows.end();
          const observation = snapshotOf(extract, { rows: count }, options);
          return [...rows.end(), { kind: 'observation', line: last, observation }];
        },
      };
    },
  };
}

export const inventoryCsv: ExportReader = {
  ...rowsCsv,
  recognise: (sample) => {
    const recognition = rowsCsv.recognise(sample);
    return recognition === null ? null : withSnapshot(recognition);
  },
};
