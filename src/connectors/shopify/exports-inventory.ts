// Shopify's inventory CSV: all types of quantity, one row a variant and location; or what is available
// only, one row a variant and one column a location. It says neither when nor why a level changed.
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import { RowFault } from '../reading/row-fault.js';
import { refsOf, statementOf, versionOf } from '../reading/statement.js';
import { atExtract } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';

const columns = {
  handle: ['Handle'],
  title: ['Title'],
  option1: ['Option1 Name'],
  value1: ['Option1 Value'],
  option2: ['Option2 Name'],
  value2: ['Option2 Value'],
  option3: ['Option3 Name'],
  value3: ['Option3 Value'],
  sku: ['SKU'],
  tariff: ['HS Code'],
  origin: ['COO'],
  location: ['Location'],
  bin: ['Bin name'],
  incoming: ['Incoming (not editable)', 'Incoming'],
  unavailable: ['Unavailable (not editable)', 'Unavailable'],
  committed: ['Committed (not editable)', 'Committed'],
  available: ['Available (not editable)', 'Available'],
  onHand: ['On hand (current)', 'On hand'],
  /** For the shop to take over when the file is loaded again: a wish, not a level. */
  onHandNew: ['On hand (new)'],
} as const;

type ColumnName = keyof typeof columns;

/** Stands for a number where the location does not keep the variant. */
const notStocked = 'not stocked';

interface Level {
  readonly location: string;
  readonly available: string;
  readonly onHand: string;
  readonly committed: string;
}

function levelsOf({ rows, columns: found, text }: TableRecord<ColumnName>): readonly Level[] {
  if (found.has('location')) {
    return [
      {
        location: text('location'),
        available: text('available'),
        onHand: text('onHand'),
        committed: text('committed'),
      },
    ];
  }
  const [row] = rows;
  return (row === undefined ? [] : found.others(row)).map(([location, available]) => ({
    location,
    available,
    onHand: '',
    committed: '',
  }));
}

function read(
  record: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const { extract } = options;
  if (extract === null) {
    return new RowFault('no column says when these levels held: give the time with --as-of');
  }
  const checked = new Checked(options);
  const sku = record.text('sku');
  const lines = levelsOf(record).flatMap((level) => {
    const stated = (title: string, text: string): string =>
      checked.amount(title, text.toLowerCase() === notStocked ? '' : text);
    const available = stated('Available', level.available);
    const onHand = stated('On hand', level.onHand);
    const committed = stated('Committed', level.committed);
    if (sku === '' || sku === '-' || (available === '' && onHand === '')) return [];
    const data = {
      ...(available === '' ? {} : { available }),
      ...(onHand === '' ? {} : { on_hand: onHand }),
      ...(committed === '' ? {} : { reserved: committed }),
    };
    const key = `${sku}/${level.location}`;
    const refs = refsOf({ sku, location: level.location });
    const item = { system: options.system, key, refs, version: versionOf(extract) };
    return [statementOf(item, 'stock.level', atExtract(extract), { data })];
  });
  return checked.told(lines);
}

export const inventoryCsv = tableReader<ColumnName>({
  name: 'shopify.inventory-csv',
  connector: 'shopify',
  proven: false,
  columns,
  needs: ['handle', 'sku', 'tariff', 'origin'],
  times: [],
  accepts: (found, { columns: header }) => {
    const counted = found.has('location') && (found.has('available') || found.has('onHand'));
    // The products CSV has these columns too, and none of a location.
    const product = header.some((title) =>
      /^(?:vendor|body|variant|image|published)\b/i.test(title),
    );
    return !product && (counted || (!found.has('location') && header.length > found.size));
  },
  read,
});
