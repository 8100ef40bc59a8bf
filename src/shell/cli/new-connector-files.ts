// What `weir new connector` writes: a whole connector for a made-up form of orders, to be replaced
// part by part by what the system really sends. The suites stay green on the way.

export interface NewConnector {
  /** Folder, as `connector:` in the contract has it: `acme-erp`. */
  readonly name: string;
  /** What it is exported as: `acmeErp`. */
  readonly variable: string;
  readonly role: string;
  readonly takesWebhooks: boolean;
}

/** Path in the folder -> text. */
export function filesOf(connector: NewConnector): ReadonlyMap<string, string> {
  return new Map([
    ['index.ts', indexOf(connector)],
    ['statuses.ts', statusesOf(connector)],
    ['exports.ts', exportsOf(connector)],
    ...(connector.takesWebhooks ? ([['verify.ts', verifyOf(connector)]] as const) : []),
    ['conformance.unit.test.ts', suiteOf(connector)],
    ['fixtures/orders.json', ordersOf(connector)],
    ['fixtures/orders.observations.jsonl', observationsOf()],
  ]);
}

/** The field by which its records are known from those of all others: `acme_erp_id`. */
function idField({ name }: NewConnector): string {
  return `${name.replaceAll('-', '_')}_id`;
}

function headerOf({ name }: NewConnector): string {
  return `x-${name}-signature`;
}

function indexOf({ name, variable, takesWebhooks }: NewConnector): string {
  return `// ${name}: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { exports } from './exports.js';
import { vocabulary } from './statuses.js';
${takesWebhooks ? "import { webhook } from './verify.js';\n" : ''}
export const ${variable}: Connector = {
  name: '${name}',
  vocabulary,
  exports,
${takesWebhooks ? '  webhook,\n' : ''}};
`;
}

function statusesOf({ name, role }: NewConnector): string {
  return `// What the words of ${name} mean, each in every spelling that it comes in. A word that is not here is
// unmapped: it is shown to a person, and claims nothing.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

// \`closed\` where the vendor lists all its words: then an unknown one is a fault.
const orders = statusTable('order', 'v1', 'open', [
  row(['new'], 'acceptance:placed'),
  row(['sent'], 'fulfilment:shipped'),
  row(['cancelled'], 'cancellation:cancelled'),
]);

export const vocabulary = vocabularyOf('${name}', '${role}', [orders]);
`;
}

const importsOfReader = `import { instantText } from '../../core/observation/instant.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { Checked } from '../reading/checked.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, textAt } from '../reading/document.js';
import { marksAt } from '../reading/record-shapes.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, statusOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
`;

function exportsOf(connector: NewConnector): string {
  const id = idField(connector);
  const { name } = connector;
  return `// The files of ${name} that can be read: orders as JSON, alone, in a list, or as the body of a webhook.
// Nothing of the buyer is looked at. Source: the page of the vendor that says what each field means.
${importsOfReader}
const ownId = '${id}';
/** Fields that only an order of this system has together. */
const marks = [ownId, 'ordered_at', 'state', 'lines'] as const;

function orderSaid(order: Fields, options: ReadOptions): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const id = checked.id(ownId, textAt(order, ownId));
  const ordered = checked.placed('ordered_at', textAt(order, 'ordered_at'));
  if (ordered === null) return checked.told([]);
  const changed = checked.time('changed_at', textAt(order, 'changed_at')) ?? ordered;
  const record: StatedRecord = {
    system: options.system,
    key: \`order-\${id}\`,
    refs: refsOf({ order: id, order_name: textAt(order, 'number') }),
    version: instantText(changed.at),
  };
  const lines = fieldsAt(order, 'lines').flatMap((line) =>
    checked.line('quantity', {
      sku: textAt(line, 'sku'),
      qty: textAt(line, 'quantity'),
      price: textAt(line, 'price'),
    }),
  );
  const total = checked.total('total', textAt(order, 'total'), textAt(order, 'currency'));
  const data = { lines, ...total };
  const state = textAt(order, 'state');
  return checked.told([
    ...(lines.length === 0
      ? []
      : [statementOf(record, 'order.placed', statedTime(ordered), { data })]),
    ...(state === ''
      ? []
      : [statementOf(record, 'order.status', statedTime(changed), statusOf(state))]),
  ]);
}

const ordersJson = documentReader({
  name: '${name}.orders-json',
  connector: '${name}',
  // True once a real document of the system has been read by it.
  proven: false,
  within: ['', 'orders'],
  marks: marksAt(marks),
  times: ['ordered_at', 'changed_at'],
  read: orderSaid,
});

export const exports = [ordersJson] as const;
`;
}

function verifyOf(connector: NewConnector): string {
  return `// The webhooks of ${connector.name}: HMAC-SHA256 of the raw body in base64, keyed with the endpoint's secret.
// Source: the page of the vendor that says how its webhooks are signed.
import type { WebhookForm } from '../connector.js';

export const webhook: WebhookForm = {
  signature: {
    scheme: 'hmac-sha256',
    header: '${headerOf(connector)}',
    prefix: '',
    encoding: 'base64',
    key: 'text',
  },
};
`;
}

function suiteOf(connector: NewConnector): string {
  const { variable, takesWebhooks } = connector;
  const named = `const header = '${headerOf(connector)}';\n\n`;
  const signed = `  webhook: {
    // As the vendor says it, and without the code under trial.
    sign: ({ secret, body }) => ({ [header]: digestOf(secret, body, 'base64') }),
    header,
    mark: '',
    timed: false,
  },
`;
  return `import { connectorConformance } from '../../../test/connector/conformance.js';
${takesWebhooks ? "import { digestOf } from '../../../test/connector/forgeries.js';\n" : ''}import { ${variable} } from './index.js';

${takesWebhooks ? named : ''}connectorConformance(${variable}, {
  payloads: { folder: new URL('./fixtures/', import.meta.url) },
${takesWebhooks ? signed : ''}});
`;
}

function ordersOf(connector: NewConnector): string {
  const id = idField(connector);
  return `{
  "orders": [
    {
      "${id}": 9007199254740993,
      "number": "1001",
      "ordered_at": "2026-03-03T10:00:00Z",
      "changed_at": "2026-03-04T10:00:00Z",
      "state": "sent",
      "total": "24.00",
      "currency": "USD",
      "buyer": { "name": "Ada Example" },
      "lines": [{ "sku": "A-1", "quantity": 2, "price": "12.00" }]
    },
    {
      "${id}": 9007199254740995,
      "number": "",
      "ordered_at": "2026-03-03T11:00:00Z",
      "state": "at the engraver",
      "lines": [{ "sku": "A-1", "quantity": 1, "price": "" }]
    },
    {
      "${id}": 9007199254740997,
      "number": "1003",
      "ordered_at": "",
      "state": "new",
      "lines": [{ "sku": "A-1", "quantity": 1, "price": "12.00" }]
    }
  ]
}
`;
}

/** As the suite would write it: the connector's name is in no statement. */
function observationsOf(): string {
  return `{"id":"order-9007199254740993/order.placed","system":"shop","kind":"order.placed","at":"2026-03-03T10:00:00Z","version":"2026-03-04T10:00:00Z","refs":{"order":"9007199254740993","order_name":"1001"},"data":{"lines":[{"qty":"2","sku":"A-1","price":"12.00"}],"total":{"amount":"24.00","currency":"USD"}}}
{"id":"order-9007199254740993/order.status","system":"shop","kind":"order.status","at":"2026-03-04T10:00:00Z","version":"2026-03-04T10:00:00Z","refs":{"order":"9007199254740993","order_name":"1001"},"status":{"native":"sent"}}
{"id":"order-9007199254740995/order.placed","system":"shop","kind":"order.placed","at":"2026-03-03T11:00:00Z","version":"2026-03-03T11:00:00Z","refs":{"order":"9007199254740995"},"data":{"lines":[{"qty":"1","sku":"A-1"}]}}
{"id":"order-9007199254740995/order.status","system":"shop","kind":"order.status","at":"2026-03-03T11:00:00Z","version":"2026-03-03T11:00:00Z","refs":{"order":"9007199254740995"},"status":{"native":"at the engraver"}}
{"unreadable":"ordered_at is empty, so nothing can be placed in time","line":3}
`;
}
