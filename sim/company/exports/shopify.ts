// Shopify's admin: orders CSV, transaction histories and inventory, exported for the shop's own sales channel. Each
// order stands there as it was when the file was made.
import { NEW_YORK } from '../clock.js';
import type { Emission } from '../emission.js';
import { decimal } from '../money.js';
import {
  NOTHING,
  byName,
  exactly,
  lastOf,
  type Exported,
  type Exporter,
  type FileRow,
  type Frame,
  type Shown,
} from './shape.js';
import { StockCount } from './stock-count.js';
import {
  centsOf,
  csvRow,
  linesIn,
  nameTime,
  rowUnder,
  spacedTime,
  textIn,
  totalIn,
  type FileLine,
} from './text.js';

const ORDERS = 'orders_export_1.csv';
const HISTORIES = 'transactions_export_1.csv';

const ORDER_COLUMNS =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References'.split(
    ',',
  );
const HISTORY_COLUMNS =
  'Order,Name,Payment Method,Kind,Gateway,Created At,Status,Amount,Currency,Card Type';
const INVENTORY_COLUMNS =
  'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),Available (not editable),On hand (current),On hand (new)';

/** One order as the admin shows it now. */
interface OrderState {
  readonly placed: Emission;
  readonly lines: readonly FileLine[];
  readonly total: number;
  readonly currency: string;
  readonly paid: Emission | undefined;
  readonly refunded: number;
  readonly cancelled: Emission | undefined;
  readonly shipments: readonly Emission[];
  readonly fulfilment: 'fulfilled' | 'partial' | 'unfulfilled';
  readonly financial: string;
}

function unitsIn(lines: readonly FileLine[]): number {
  return lines.reduce((sum, { qty }) => sum + qty, 0);
}

function fulfilmentOf(
  lines: readonly FileLine[],
  said: readonly Emission[],
): OrderState['fulfilment'] {
  const units = (kind: string): number =>
    said
      .filter((one) => one.kind === kind)
      .reduce((sum, { data }) => sum + unitsIn(linesIn(data)), 0);
  const shipped = units('shipment.shipped');
  if (shipped === 0) return 'unfulfilled';
  return shipped >= unitsIn(lines) - units('order.cancelled') ? 'fulfilled' : 'partial';
}

const LAST_WORDS: Readonly<Record<string, string>> = {
  'payment.captured': 'paid',
  'payment.authorized': 'authorized',
  'payment.voided': 'voided',
  'payment.expired': 'expired',
  'payment.failed': 'pending',
};

function financialOf(said: readonly Emission[], total: number, refunded: number): string {
  const placed = lastOf(said, 'order.placed');
  const money = lastOf(said, ...Object.keys(LAST_WORDS));
  if (refunded > 0) return refunded >= total ? 'refunded' : 'partially_refunded';
  if (money !== undefined) return LAST_WORDS[money.kind] ?? 'pending';
  const waits = ['terms', 'pending'].includes(textIn(placed?.data, 'payable'));
  return waits ? 'pending' : 'paid';
}

function stateOf(said: readonly Emission[]): OrderState | undefined {
  const placed = lastOf(said, 'order.placed');
  if (placed === undefined) return undefined;
  const stated = lastOf(said, 'order.placed', 'order.updated') ?? placed;
  const lines = linesIn(stated.data);
  const total = centsOf(totalIn(stated.data)?.amount);
  const refunded = said
    .filter(({ kind }) => kind === 'refund.issued')
    .reduce((sum, { data }) => sum + centsOf(data?.['amount']), 0);
  return {
    placed,
    lines,
    total,
    currency: totalIn(stated.data)?.currency ?? 'USD',
    paid: lastOf(said, 'payment.captured'),
    refunded,
    cancelled: lastOf(
      said.filter(({ data }) => data?.['lines'] === undefined),
      'order.cancelled',
    ),
    shipments: said.filter(({ kind }) => kind === 'shipment.shipped'),
    fulfilment: fulfilmentOf(lines, said),
    financial: financialOf(said, total, refunded),
  };
}

function nameOf({ placed }: OrderState): string {
  return String(placed.refs['order_name']);
}

/** The number behind an order's name; under undeclared names nothing else tells it. */
function idOf({ placed }: OrderState): string {
  const { order } = placed.refs;
  return typeof order === 'string'
    ? order
    : String(5_300_000_000_000 + Number(String(placed.refs['order_name']).slice(1)) * 41);
}

function orderCells(state: OrderState): Record<string, string | number> {
  const { placed, total, refunded, financial, lines } = state;
  const goods = lines.reduce((sum, { qty, price }) => sum + qty * centsOf(price), 0);
  const at = (emission: Emission | undefined): string =>
    emission === undefined ? '' : spacedTime(emission.at, NEW_YORK);
  const test = placed.data?.['test'] === true;
  const terms = placed.data?.['payable'] === 'terms';
  const open = ['pending', 'authorized'].includes(financial) ? total : 0;
  return {
    'Financial Status': financial,
    'Paid at': at(state.paid),
    'Fulfillment Status': state.fulfilment,
    'Fulfilled at':
      state.fulfilment === 'fulfilled' ? at(lastOf(state.shipments, 'shipment.shipped')) : '',
    'Accepts Marketing': 'no',
    Currency: state.currency,
    Subtotal: decimal(goods),
    Shipping: decimal(total - goods),
    Taxes: '0.00',
    Total: decimal(total),
    'Discount Amount': '0.00',
    'Shipping Method': 'Standard',
    'Billing Name': 'Avery Example',
    'Billing Country': 'US',
    'Shipping Name': 'Avery Example',
    'Shipping Country': 'US',
    'Cancelled at': at(state.cancelled),
    'Payment Method': test ? '(for testing) Bogus Gateway' : terms ? 'manual' : 'Stripe',
    'Refunded Amount': decimal(refunded),
    'Outstanding Balance': decimal(open),
    Id: idOf(state),
    'Risk Level': 'Low',
    Source: 'web',
    'Payment Terms Name': terms ? 'Net 30' : '',
  };
}

function orderRows(state: OrderState): FileRow[] {
  const cells = orderCells(state);
  const { placed, lines, fulfilment } = state;
  return lines.map((line, index) => ({
    file: ORDERS,
    text: csvRow(
      rowUnder(ORDER_COLUMNS, {
        ...(index === 0 ? cells : {}),
        Name: nameOf(state),
        Email: 'avery@example.com',
        'Created at': spacedTime(placed.at, NEW_YORK),
        'Lineitem quantity': line.qty,
        'Lineitem name': `Item ${line.sku}`,
        'Lineitem price': line.price ?? '0.00',
        'Lineitem sku': line.sku,
        'Lineitem requires shipping': 'true',
        'Lineitem taxable': 'true',
        'Lineitem fulfillment status': fulfilment === 'fulfilled' ? 'fulfilled' : 'pending',
        Vendor: 'Everyday',
        'Lineitem discount': '0.00',
      }),
    ),
  }));
}

const HISTORY_KINDS: Readonly<Record<string, readonly [kind: string, status: string]>> = {
  'payment.captured': ['sale', 'success'],
  'payment.failed': ['sale', 'failure'],
  'refund.issued': ['refund', 'success'],
};

function historyRows(state: OrderState, said: readonly Emission[]): FileRow[] {
  const authorised = said.some(({ kind }) => kind === 'payment.authorized');
  return said.flatMap((emission) => {
    const known = HISTORY_KINDS[emission.kind];
    if (known === undefined) return [];
    const kind = known[0] === 'sale' && authorised ? 'capture' : known[0];
    const { data } = emission;
    const cells = [
      idOf(state),
      nameOf(state),
      'card',
      kind,
      'stripe',
      spacedTime(emission.at, NEW_YORK),
    ];
    const money = [known[1], textIn(data, 'amount'), textIn(data, 'currency'), 'Visa'];
    return [{ file: HISTORIES, text: csvRow([...cells, ...money]) }];
  });
}

/** What one order's rows still show: one payment, the last of its parcels, each refund where there are histories. */
function shownOf(state: OrderState, said: readonly Emission[], frame: Frame): Shown[] {
  const madeBy = frame.madeByOf('shop');
  const last =
    state.fulfilment === 'fulfilled' ? lastOf(state.shipments, 'shipment.shipped') : undefined;
  const once = [state.placed, state.paid, state.cancelled, last].filter((one) => one !== undefined);
  const others = said.filter(({ kind }) => kind in HISTORY_KINDS);
  const histories = frame.thorough
    ? others.map(exactly)
    : others
        .filter(({ kind }) => kind === 'refund.issued')
        .map((emission) => ({ emission, from: state.placed.at, until: madeBy }));
  return [...once.map(exactly), ...histories];
}

export function shopifyExports(frame: Frame): Exporter {
  const extract = frame.extractOf('shop');
  const stock = new StockCount('shop', extract);
  // No column says when its counts held.
  const inventory = `inventory_export_${nameTime(extract)}.csv`;
  return {
    files: new Map([
      [ORDERS, ORDER_COLUMNS.join(',')],
      ...(frame.thorough ? ([[HISTORIES, HISTORY_COLUMNS]] as const) : []),
      [inventory, INVENTORY_COLUMNS],
    ]),
    tell({ visible, all }): Exported {
      stock.note(all);
      const rows: FileRow[] = [];
      const shown: Shown[] = [];
      for (const said of byName(visible, 'shop', ['order', 'order_name']).values()) {
        const state = stateOf(said);
        // Orders of other sales channels are filtered out.
        if (state === undefined) continue;
        rows.push(...orderRows(state));
        if (frame.thorough) rows.push(...historyRows(state, said));
        shown.push(...shownOf(state, said, frame));
      }
      return rows.length === 0 ? NOTHING : { rows, shown };
    },
    close: () =>
      stock.levels().map(({ sku, available }) => {
        const item = [
          sku.toLowerCase(),
          `Item ${sku}`,
          'Title',
          'Default Title',
          '',
          '',
          '',
          '',
          sku,
        ];
        const level = ['', '', 'Main', '', 0, 0, 0, available, available, ''];
        return { file: inventory, text: csvRow([...item, ...level]) };
      }),
  };
}
