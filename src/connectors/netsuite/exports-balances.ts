// A saved search of NetSuite's inventory balances as CSV: an item at a location, how much of it is
// there. No column says when: that is the time of the file.
import { RowFault, shown } from '../reading/row-fault.js';
import { plainDecimal } from '../reading/numbers.js';
import { refsOf, statementOf, versionOf } from '../reading/statement.js';
import { atExtract } from '../reading/stated-time.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  item: ['Item', 'Name', 'Item Name', 'Item : Name', 'SKU'],
  location: ['Inventory Location', 'Location', 'Location : Name'],
  onHand: ['Location On Hand', 'On Hand', 'Quantity On Hand'],
  available: ['Location Available', 'Available', 'Quantity Available'],
  committed: ['Location Committed', 'Committed', 'Quantity Committed'],
  onOrder: ['Location On Order', 'On Order', 'Quantity On Order'],
  backOrdered: ['Location Back Ordered', 'Back Ordered', 'Quantity Back Ordered'],
} as const;

type ColumnName = keyof typeof columns;

const quantities = [
  ['available', 'available'],
  ['onHand', 'on_hand'],
  ['committed', 'reserved'],
] as const;

export const balancesCsv = tableReader<ColumnName>({
  name: 'netsuite.balances-csv',
  connector: 'netsuite',
  proven: false,
  columns,
  needs: ['item'],
  times: [],
  numbers: ['onHand', 'available', 'committed'],
  accepts: (found, { columns: header }) => {
    const counted = found.has('onHand') || found.has('available');
    const theirs = ['committed', 'onOrder', 'backOrdered'] as const;
    const telling = header.some((title) =>
      /^(?:internal id|inventory location|location (?:on hand|available))$/i.test(title),
    );
    return counted && (telling || theirs.filter((name) => found.has(name)).length > 1);
  },
  skips: (row, found) =>
    found.text(row, 'item') === '' || /^overall total$/i.test(row.cells[0]?.trim() ?? ''),
  read: ({ text }, options) => {
    if (options.extract === null) {
      return new RowFault('no column says when these levels held: give the time with --as-of');
    }
    const data: Record<string, string> = {};
    for (const [name, field] of quantities) {
      if (text(name) === '') continue;
      const quantity = plainDecimal(text(name), options.decimal);
      if (quantity === null)
        return new RowFault(`${columns[name][0]} is ${shown(text(name))}, which is no number`);
      data[field] = quantity;
    }
    // NetSuite leaves the cell empty where an item was never at a location.
    if (data['available'] === undefined && data['on_hand'] === undefined) return [];
    const record = {
      system: options.system,
      key: `${text('item')}/${text('location')}`,
      refs: refsOf({ sku: text('item'), location: text('location') }),
      version: versionOf(options.extract),
    };
    return [statementOf(record, 'stock.level', atExtract(options.extract), { data })];
  },
});
