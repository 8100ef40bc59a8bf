// NetSuite: saved searches of transactions, of item fulfilments and of inventory balances, and the System Notes, in
// the exporting user's zone and to the minute.
import type { Emission } from '../emission.js';
import { SYSTEMS } from '../systems.js';
import {
  NOTHING,
  byName,
  lastOf,
  type Exported,
  type Exporter,
  type FileRow,
  type Frame,
  type Shown,
} from './shape.js';
import { StockCount } from './stock-count.js';
import {
  csvRow,
  linesIn,
  minuteAround,
  nameTime,
  rowUnder,
  shortDay,
  shortMinute,
  textIn,
  totalIn,
  type FileLine,
} from './text.js';

const TRANSACTIONS = 'netsuite-transactions.csv';
const FULFILMENTS = 'netsuite-item-fulfilments.csv';
const NOTES = 'netsuite-system-notes.csv';

const TRANSACTION_COLUMNS =
  '*,Internal ID,External ID,Document Number,Type,Date,Date Created,Last Modified,Status,PO/Check Number,Created From,Item,Quantity,Item Rate,Amount (Transaction Total),Currency,Created By'.split(
    ',',
  );
const FULFILMENT_COLUMNS =
  '*,Internal ID,Document Number,Type,Date,Date Created,Status,Created From,Item,Quantity,Shipping/Tracking Numbers,Ship Via'.split(
    ',',
  );
const BALANCE_COLUMNS =
  'Item,Inventory Location,Location On Hand,Location Available,Location Committed';
const NOTE_COLUMNS = 'Record,Record Type,Set by,Date,Context,Type,Field,Old Value,New Value,Role';

const { zone } = SYSTEMS.erp;

/** A number of its own for each document, made from the statement that it is. */
function internalId(key: string): string {
  let number = 0;
  for (const letter of key) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 9_000_000;
  return String(1_000_000 + number);
}

function minute(emission: Emission): Shown {
  return { emission, ...minuteAround(emission.at) };
}

function wholeCancel(said: readonly Emission[]): Emission | undefined {
  return lastOf(
    said.filter(({ data }) => data?.['lines'] === undefined),
    'order.cancelled',
  );
}

function unitsIn(said: readonly Emission[], kind: string): number {
  return said
    .filter((one) => one.kind === kind)
    .flatMap(({ data }) => linesIn(data))
    .reduce((sum, { qty }) => sum + qty, 0);
}

function statusOf(said: readonly Emission[], lines: readonly FileLine[]): string {
  if (wholeCancel(said) !== undefined) return 'Cancelled';
  const confirmed = said.some(({ data }) => data?.['state'] === 'confirmed');
  if (!confirmed) return 'Pending Approval';
  const shipped = unitsIn(said, 'shipment.shipped');
  const ordered = lines.reduce((sum, { qty }) => sum + qty, 0) - unitsIn(said, 'order.cancelled');
  if (shipped === 0) return 'Pending Fulfillment';
  if (shipped < ordered) return 'Partially Fulfilled';
  return unitsIn(said, 'books.revenue') >= ordered ? 'Billed' : 'Pending Billing';
}

/** One sales order: a row for its body and one for each line, as a search without `Main Line` gives them. */
function orderRows(record: string, said: readonly Emission[]): FileRow[] {
  const first = said.find(({ kind }) => kind === 'order.acknowledged');
  const last = lastOf(said, 'order.acknowledged', 'order.updated');
  if (first === undefined || last === undefined) return [];
  const lines = linesIn(last.data);
  const total = totalIn(last.data);
  const { external, order } = first.refs;
  const named = typeof external === 'string' ? external : '';
  const marketplace = typeof order === 'string' ? order : /^\d{3}-|^2000/.test(named) ? named : '';
  const common = {
    'Internal ID': internalId(record),
    'External ID': marketplace === '' ? named : '',
    'Document Number': record,
    Type: 'Sales Order',
    Date: shortDay(first.at, zone),
    'Date Created': shortMinute(first.at, zone),
    'Last Modified': shortMinute(Math.max(...said.map(({ at }) => at)), zone),
    Status: statusOf(said, lines),
    'PO/Check Number': marketplace,
    'Amount (Transaction Total)': total?.amount,
    Currency: total?.currency ?? 'USD',
    'Created By': 'Integration',
  };
  return documentRows(common, lines);
}

type Cells = Readonly<Record<string, string | number | undefined>>;

function documentRows(common: Cells, lines: readonly FileLine[]): FileRow[] {
  const row = (cells: Cells): FileRow => ({
    file: TRANSACTIONS,
    text: csvRow(rowUnder(TRANSACTION_COLUMNS, { ...common, ...cells })),
  });
  return [
    row({ '*': '*' }),
    ...lines.map(({ sku, qty, price }) => row({ Item: sku, Quantity: qty, 'Item Rate': price })),
  ];
}

const DOCUMENTS: Readonly<Record<string, readonly [type: string, prefix: string, status: string]>> =
  {
    'books.revenue': ['Invoice', 'INV', 'Paid In Full'],
    'refund.issued': ['Credit Memo', 'CM', 'Fully Applied'],
  };

function bookRows(record: string, said: readonly Emission[]): FileRow[] {
  return said.flatMap((emission, index) => {
    const known = DOCUMENTS[emission.kind];
    if (known === undefined) return [];
    const [type, prefix, status] = known;
    const number = `${prefix}${record.slice(2)}-${index}`;
    const common = {
      'Internal ID': internalId(number),
      'Document Number': number,
      Type: type,
      Date: shortDay(emission.at, zone),
      'Date Created': shortMinute(emission.at, zone),
      'Last Modified': shortMinute(emission.at, zone),
      Status: status,
      'Created From': `Sales Order #${record}`,
      'Amount (Transaction Total)': textIn(emission.data, 'amount'),
      Currency: textIn(emission.data, 'currency'),
      'Created By': 'Integration',
    };
    return documentRows(common, linesIn(emission.data));
  });
}

function fulfilmentRows(record: string, said: readonly Emission[]): FileRow[] {
  return said
    .filter(({ kind }) => kind === 'shipment.shipped')
    .flatMap(({ at, data, refs }) => {
      const number = String(refs['shipment']);
      const common = {
        'Internal ID': internalId(number),
        'Document Number': number,
        Type: 'Item Fulfillment',
        Date: shortDay(at, zone),
        'Date Created': shortMinute(at, zone),
        Status: 'Shipped',
        'Created From': `Sales Order #${record}`,
        'Shipping/Tracking Numbers': textIn(data, 'tracking'),
        'Ship Via': textIn(data, 'carrier'),
      };
      const rows: Cells[] = [
        { '*': '*' },
        ...linesIn(data).map(({ sku, qty }) => ({ Item: sku, Quantity: qty })),
      ];
      return rows.map((cells) => ({
        file: FULFILMENTS,
        text: csvRow(rowUnder(FULFILMENT_COLUMNS, { ...common, ...cells })),
      }));
    });
}

interface Note {
  readonly emission: Emission;
  readonly by: string;
  readonly context: string;
  readonly field: string;
  readonly old: string;
  readonly now: string;
}

/** What the notes keep: the states that an order went through, and what was set by hand. */
function notesOf(said: readonly Emission[]): Note[] {
  let status = '';
  return said.flatMap((emission) => {
    const { kind, data } = emission;
    if (kind === 'hand.corrected') {
      const by = textIn(data, 'who');
      return [{ emission, by, context: 'UI', field: 'Memo', old: 'x', now: textIn(data, 'what') }];
    }
    const now =
      kind === 'order.acknowledged'
        ? data?.['state'] === 'draft'
          ? 'Pending Approval'
          : 'Pending Fulfillment'
        : kind === 'order.cancelled' && data?.['lines'] === undefined
          ? 'Cancelled'
          : '';
    if (now === '' || now === status) return [];
    const old = status;
    status = now;
    return [{ emission, by: 'Integration', context: 'RESTlet', field: 'Status', old, now }];
  });
}

function noteRows(record: string, notes: readonly Note[]): FileRow[] {
  return notes.map(({ emission, by, context, field, old, now }) => {
    const change = old === '' ? 'Set' : 'Change';
    const cells = [`Sales Order #${record}`, 'Sales Order', by, shortMinute(emission.at, zone)];
    return {
      file: NOTES,
      text: csvRow([...cells, context, change, field, old, now, 'Administrator']),
    };
  });
}

function shownOf(said: readonly Emission[], frame: Frame): Shown[] {
  const first = said.find(({ kind }) => kind === 'order.acknowledged');
  const documents = said.filter(({ kind }) => kind === 'shipment.shipped' || kind in DOCUMENTS);
  if (frame.thorough) {
    const noted = first === undefined ? [] : notesOf(said).map(({ emission }) => emission);
    return [...new Set([...(first === undefined ? [] : [first]), ...noted, ...documents])].map(
      minute,
    );
  }
  const cancelled = first === undefined ? undefined : wholeCancel(said);
  const modified = Math.max(...said.map(({ at }) => at));
  return [
    ...(first === undefined ? [] : [minute(first)]),
    ...(first === undefined || cancelled === undefined
      ? []
      : [{ emission: cancelled, from: first.at, until: minuteAround(modified).until }]),
    ...documents.map(minute),
  ];
}

export function netsuiteExports(frame: Frame): Exporter {
  const extract = frame.extractOf('erp');
  const stock = new StockCount('erp', extract);
  // No column says when its balances held.
  const balances = `netsuite-inventory-balance-${nameTime(extract)}.csv`;
  return {
    files: new Map([
      [TRANSACTIONS, TRANSACTION_COLUMNS.join(',')],
      [FULFILMENTS, FULFILMENT_COLUMNS.join(',')],
      [balances, BALANCE_COLUMNS],
      ...(frame.thorough ? ([[NOTES, NOTE_COLUMNS]] as const) : []),
    ]),
    tell({ visible, all }): Exported {
      stock.note(all);
      const rows: FileRow[] = [];
      const shown: Shown[] = [];
      for (const [record, unsorted] of byName(visible, 'erp', ['record'])) {
        // Quotes and the tills' daily sums are not in the search.
        if (!/^S[OX]/.test(record)) continue;
        const said = [...unsorted].sort((one, other) => one.at - other.at);
        rows.push(...orderRows(record, said), ...bookRows(record, said));
        rows.push(...fulfilmentRows(record, said));
        const held = said.some(({ kind }) => kind === 'order.acknowledged');
        if (frame.thorough && held) rows.push(...noteRows(record, notesOf(said)));
        shown.push(...shownOf(said, frame));
      }
      return rows.length === 0 ? NOTHING : { rows, shown };
    },
    close: () =>
      stock.levels().map(({ sku, location, available }) => {
        const hall = location === '' ? 'Main' : location;
        return { file: balances, text: csvRow([sku, hall, available, available, 0]) };
      }),
  };
}
