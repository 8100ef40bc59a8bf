// Fixtures that no reader takes, by the beginning of their path, and why that is right. A file that is
// refused and stands here under nothing is a payload that somebody may have expected to be read.

const description = 'it describes an API, and holds no records';
const pipeline = 'a table of a data pipeline, one of many that only together say something';
const noConnector = 'a system that has no connector: it is described under readers:';
const masterData = 'master data or settings: no order, payment, shipment or level with its time';
const otherParser = 'what another parser made of an interchange: the interchange itself is read';

export const refusedBecause: readonly (readonly [path: string, because: string])[] = [
  ['amazon/dbt-seeds/', pipeline],
  ['amazon/feed-schemas/', description],
  ['amazon/models/', description],
  ['amazon/notification-schemas/', description],
  ['amazon/sandbox-examples/', 'calls of an API beside their answers, taken from its description'],
  ['bigcommerce/openapi/', description],
  ['bigcommerce/webhooks/store_inventory_location_created.yml', description],
  ['bigcommerce/webhooks/store_order_metafield_created.yml', description],
  ['bigcommerce/webhooks/store_order_transaction_created.yml', description],
  ['datasets/', noConnector],
  ['ebay/notifications/test.json', 'a notification that an account is closed: of no order'],
  ['ebay/openapi/', description],
  ['edi-xml-metasfresh/', 'XML of an ERP, for which there is no reader'],
  ['edifact/desadv/php-edifact-D96ADESADV.parsed.json', otherParser],
  ['erpnext/', noConnector],
  ['etsy/', description],
  ['exports/amazon/settlement-v2-fee-codes.json', 'a list of words, without records'],
  ['netsuite/dbt-seeds-suiteanalytics/', pipeline],
  ['netsuite/soap/', 'XML of an API, for which there is no reader'],
  ['paypal/examples/', 'examples of requests and answers in one list, taken from a description'],
  ['paypal/openapi/', description],
  ['quickbooks/recorded-json/', 'a recording of calls in YAML, bodies inside texts'],
  ['quickbooks/xml/', 'XML of an API, for which there is no reader'],
  ['shopify/dbt-seeds-graphql-era/', pipeline],
  ['shopify/dbt-seeds-rest-era/', pipeline],
  [
    'shopify/graphql-recorded/',
    'a recording of several calls in one document, for a test of a proxy',
  ],
  ['shopify/graphql-schema/', description],
  ['shopify/rest-frappe/', masterData],
  ['shopify/rest-go-shopify/', masterData],
  ['shopify/rest-python-api/', masterData],
  ['shopware6-to-erp/', noConnector],
  ['stripe/fixtures3.json', 'objects of a mock of the API, each of its own kind, in one document'],
  ['supplier-feeds/metasfresh-', 'purchase orders and master data of an ERP: no stock, no figures'],
  ['unicommerce/', noConnector],
  ['walmart/us-marketplace/', description],
  ['wombat-hub/', noConnector],
  ['woocommerce/rest-v3-customers/', masterData],
  ['woocommerce/rest-v3-order-notes/', 'notes without the order that they stand at'],
  ['woocommerce/rest-v3-products/', masterData],
  ['woocommerce/rest-v3-webhooks/', masterData],
  ['x12/850/edifabric-PurchaseOrder.csv', otherParser],
  ['x12/850/edifabric-PurchaseOrder.parsed.json', otherParser],
  ['x12/850/stedi-', otherParser],
  ['x12/855/stedi-855-guide.json', otherParser],
  ['x12/855/stedi-855-parsed.json', otherParser],
];
