// QuickBooks Online's entities as JSON or XML, which spell alike but for their references: the answers of
// reads, of queries and of change data capture. That an invoice or a sales receipt exists is the commitment;
// of a shipment it has no object, so none is told.
import { decimalOf } from '../../core/observation/decimal.js';
import type { ExportReader, ObservationLine, ReadOptions } from '../connector.js';
import type { GoodsLine } from '../reading/checked.js';
import { Checked } from '../reading/checked.js';
import { documentReader } from '../reading/document-reader.js';
import { marksAt } from '../reading/record-shapes.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import type { Refs, StatedRest } from '../reading/statement.js';
import { currencyCode, refsOf, statementOf, statusOf } from '../reading/statement.js';
import type { StatedTime } from '../reading/stated-time.js';
import { statedTime } from '../reading/stated-time.js';

/** One entity, with what all of them have. */
interface Entity {
  readonly fields: Fields;
  readonly created: StatedTime;
  readonly changed: StatedTime;
  readonly money: { readonly amount?: string; readonly currency?: string };
  readonly lines: { readonly lines?: readonly GoodsLine[] };
  readonly say: (
    kind: ObservationLine['kind'],
    time: StatedTime,
    rest: StatedRest,
  ) => ObservationLine;
}

/** A number of a document is the order's, or one that QuickBooks counted itself. */
function namesOf(fields: Fields): Refs {
  return refsOf({
    record: textAt(fields, 'Id'),
    order_name: textAt(fields, 'DocNumber'),
    payment: textAt(fields, 'PaymentRefNum'),
    tracking: textAt(fields, 'TrackingNum'),
  });
}

/** Entities that are themselves the record of an order. */
const orders: ReadonlySet<string> = new Set(['Invoice', 'SalesReceipt', 'Estimate']);

/** Payments and refunds name an order by its number, if at all; a purchase names none. */
function namesBesides(fields: Fields): Refs {
  const { record: _own, ...weak } = namesOf(fields);
  return weak;
}

function totalOf(fields: Fields, checked: Checked): Entity['money'] {
  const currency = firstText(fields, 'CurrencyRef.value', 'CurrencyRef.#text', 'CurrencyRef');
  return checked.money('TotalAmt', textAt(fields, 'TotalAmt'), currencyCode(currency));
}

/** Lines of goods by the names of their items: an SKU stands only in the item's own record. */
function linesOf(fields: Fields, checked: Checked): Entity['lines'] {
  const detail = 'SalesItemLineDetail';
  const stated = fieldsAt(fields, 'Line')
    .map((line) => ({
      line: firstText(line, `${detail}.ItemRef.name`, `${detail}.ItemRef.@name`),
      sku: '',
      qty: textAt(line, `${detail}.Qty`),
      price: textAt(line, `${detail}.UnitPrice`),
    }))
    .filter(({ line }) => line !== '');
  const lines = checked.wholeLines('Qty', stated);
  return lines.length === 0 ? {} : { lines };
}

function total({ money }: Entity): { readonly total?: Entity['money'] } {
  return money.amount === undefined ? {} : { total: money };
}

/** Voiding sets the total to nothing and says so in the note. */
function isVoided({ fields, money }: Entity): boolean {
  const nothing = !/[1-9]/.test(money.amount ?? '');
  return nothing && /voided/i.test(textAt(fields, 'PrivateNote'));
}

/** The state as the lists on the screen spell it; the API states only what it follows from. */
function wordOf(entity: Entity): string {
  if (isVoided(entity)) return 'voided';
  const balance = decimalOf(textAt(entity.fields, 'Balance'));
  const amount = decimalOf(entity.money.amount ?? '');
  if (balance === undefined || amount === undefined) return '';
  if (balance === 0) return 'paid';
  return balance < amount ? 'partially paid' : 'open';
}

function ordered(entity: Entity): ObservationLine[] {
  const { fields, say, created, changed, money, lines } = entity;
  const data = { record: textAt(fields, 'Id'), state: 'confirmed', ...lines, ...total(entity) };
  const word = wordOf(entity);
  const held = say('order.acknowledged', created, { data });
  const standing = word === '' ? [] : [say('order.status', changed, statusOf(word))];
  if (word === 'voided') return [held, ...standing, say('books.voided', changed, {})];
  return [held, say('books.revenue', created, { data: { ...money, ...lines } }), ...standing];
}

function receipt(entity: Entity): ObservationLine[] {
  const told = ordered(entity);
  if (isVoided(entity)) return told;
  return [...told, entity.say('payment.captured', entity.created, { data: entity.money })];
}

/** The records to which a payment is applied. */
function payment({ fields, say, created, money }: Entity): ObservationLine[] {
  const linked = fieldsAt(fields, 'Line')
    .flatMap((line) => fieldsAt(line, 'LinkedTxn'))
    .filter((link) => textAt(link, 'TxnType') === 'Invoice')
    .map((link) => textAt(link, 'TxnId'));
  const refs = refsOf({ record: linked });
  return [say('payment.captured', created, { refs, data: money })];
}

function estimate(entity: Entity): ObservationLine[] {
  const { fields, say, created, lines } = entity;
  const data = { record: textAt(fields, 'Id'), state: 'draft', ...lines, ...total(entity) };
  return [say('order.acknowledged', created, { data })];
}

function refund({ fields, say, created, money }: Entity): ObservationLine[] {
  const refs = { refund: textAt(fields, 'Id') };
  return [say('refund.issued', created, { refs, data: money })];
}

function purchase(entity: Entity): ObservationLine[] {
  const native = textAt(entity.fields, 'POStatus');
  const status = native === '' ? {} : { status: { native } };
  const refs = refsOf({ purchase: textAt(entity.fields, 'DocNumber') });
  return [entity.say('purchase.ordered', entity.created, { refs, ...status, data: total(entity) })];
}

type Teller = (entity: Entity) => ObservationLine[];

const tellers: Readonly<Record<string, Teller>> = {
  Invoice: ordered,
  SalesReceipt: receipt,
  Payment: payment,
  RefundReceipt: refund,
  CreditMemo: refund,
  Estimate: estimate,
  PurchaseOrder: purchase,
};

/** Entities of which real documents were read. */
const proven: Readonly<Record<'json' | 'xml', ReadonlySet<string>>> = {
  json: new Set(['SalesReceipt', 'Invoice']),
  xml: new Set(['SalesReceipt', 'Invoice', 'Payment', 'RefundReceipt', 'PurchaseOrder']),
};

/** Where each syntax has the records of a name. */
const places = {
  json: (name: string) => [
    name,
    `QueryResponse.${name}`,
    `CDCResponse[0].QueryResponse[0].${name}`,
  ],
  xml: (name: string) => [
    name,
    `IntuitResponse.${name}`,
    `IntuitResponse.QueryResponse.${name}`,
    `IntuitResponse.CDCResponse.QueryResponse.${name}`,
  ],
} as const;

function entityReader(name: string, syntax: 'json' | 'xml', tell: Teller): ExportReader {
  return documentReader({
    name: `quickbooks.${name}-${syntax}`,
    connector: 'quickbooks',
    proven: proven[syntax].has(name),
    ...(syntax === 'xml' ? { syntax } : {}),
    within: places[syntax](name),
    marks: marksAt(['Id', 'SyncToken', 'MetaData.CreateTime', 'TotalAmt']),
    times: ['MetaData.CreateTime', 'MetaData.LastUpdatedTime'],
    read: (fields, options) => {
      const checked = new Checked(options);
      const entity = entityOf(name, fields, { checked, options });
      return checked.told(entity === null ? [] : tell(entity));
    },
  });
}

interface Reading {
  readonly checked: Checked;
  readonly options: ReadOptions;
}

function entityOf(name: string, fields: Fields, { checked, options }: Reading): Entity | null {
  const created = checked.placed('CreateTime', textAt(fields, 'MetaData.CreateTime'));
  const updated = checked.time('LastUpdatedTime', textAt(fields, 'MetaData.LastUpdatedTime'));
  if (created === null) return null;
  const record = {
    system: options.system,
    key: `${name}/${checked.id('Id', textAt(fields, 'Id'))}`,
    refs: orders.has(name) ? namesOf(fields) : namesBesides(fields),
    version: textAt(fields, 'SyncToken'),
  };
  return {
    fields,
    created: statedTime(created),
    changed: statedTime(updated ?? created),
    money: totalOf(fields, checked),
    lines: linesOf(fields, checked),
    say: (kind, time, rest) => statementOf(record, kind, time, rest),
  };
}

export const entities = Object.entries(tellers).flatMap(([name, tell]) => [
  entityReader(name, 'json', tell),
  entityReader(name, 'xml', tell),
]);
