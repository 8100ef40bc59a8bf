// Fixtures that no reader takes, by a pattern of their path, and why that is right. The last pattern
// that a path has holds, so what is particular stands behind what is general. A file that is refused
// and has none is a payload that somebody may have expected to be read.

const description = 'it describes an API, and holds no records';
const otherParser = 'what another parser made of an interchange: the interchange itself is read';
const example = 'a request beside its answers, as the description of the API shows them';
const pipeline = 'a table of a database that a pipeline fills, joined to others by its own keys';
const ownReader = 'a system without a connector: it is described under readers:';
const product = 'products, which are no event';
const customer = 'customers, which are no event';
const subscription = 'a subscription to webhooks, not what one carries';
const request = 'a request to an API, which says what is asked and not what is';

export const refusedBecause: readonly (readonly [path: RegExp, because: string])[] = [
  [/^amazon\/dbt-seeds\//, pipeline],
  [/^amazon\/dbt-seeds\/fba_inventory_summary/, `${pipeline}: levels without their time`],
  [/^amazon\/feed-schemas\//, 'the schema of a feed that is sent to Amazon'],
  [
    /^amazon\/feed-schemas\/.*\.example\.json$/,
    'a feed of listings that is sent to Amazon, or its report',
  ],
  [/^amazon\/models\//, description],
  [/^amazon\/notification-schemas\//, 'the schema of a notification, and none itself'],
  [/^amazon\/sandbox-examples\//, example],
  [/^bigcommerce\/openapi\//, description],
  [/^bigcommerce\/webhooks\/.*\.yml$/, 'a schema of a webhook, in YAML'],
  [/^datasets\//, ownReader],
  [
    /^datasets\/uci-online-retail\//,
    'lines of invoices of a shop without a connector: readers: describes it',
  ],
  [/^datasets\/ocel-/, 'a log of a process, with columns of its own: readers: describes it'],
  [/^datasets\/olist.*customer/, customer],
  [/^ebay\/notifications\/test\.json$/, 'a notification that an account is closed: of no order'],
  [/^ebay\/openapi\//, description],
  [
    /^edi-xml-metasfresh\/.*\.xml$/,
    'a DESADV in XML of an ERP without a connector: readers: describes it',
  ],
  [/^edi-xml-metasfresh\/.*\.txt$/, 'lines of fixed width, which a partner and an ERP have agreed'],
  [/^edifact\/desadv\/.*\.parsed\.json$/, otherParser],
  [/^erpnext\//, ownReader],
  [/^erpnext\/.*create-request/, request],
  [/^etsy\//, description],
  [/^exports\/amazon\/settlement-v2-fee-codes/, 'a list of words, without records'],
  [/^netsuite\/dbt-seeds-suiteanalytics\//, pipeline],
  [
    /^netsuite\/dbt-seeds-suiteanalytics\/.*(?:account|period|currency|customer|department|entit|address|item|location|subsidiary|vendor)/,
    'master data of an ERP, which is no event',
  ],
  [/^netsuite\/soap\//, 'an answer of SuiteTalk, which is retired; its exports are read'],
  [/^netsuite\/soap\/(?:basic_search_contact|get_customer)/, customer],
  [
    /^netsuite\/soap\/(?:add|attach|upsert|update|initialize)_/,
    'what SuiteTalk answers to a change: that it was taken',
  ],
  [
    /^netsuite\/soap\/failure_|^netsuite\/soap\/.*_errors?\.xml$/,
    'an error of an API, of no record',
  ],
  [/^paypal\/examples\//, example],
  [/^paypal\/openapi\//, description],
  [/^quickbooks\/recorded-json\//, 'a recording of calls in YAML, bodies inside texts'],
  [/^quickbooks\/xml\/fault/, 'an error of an API, of no record'],
  [/^quickbooks\/xml\/(?:customer)/, customer],
  [/^quickbooks\/xml\/(?:item)/, product],
  [/^quickbooks\/xml\/vendor_credit/, 'what a supplier credits, which no order owes'],
  [/^shopify\/dbt-seeds-/, pipeline],
  [/^shopify\/dbt-seeds-.*inventory/, `${pipeline}: levels without their time`],
  [/^shopify\/dbt-seeds-.*product/, product],
  [/^shopify\/dbt-seeds-.*location/, 'locations, which are no event'],
  [
    /^shopify\/dbt-seeds-.*(?:tax_line|discount|note_attribute|shipping_line)/,
    `${pipeline}: a part of an order without the order`,
  ],
  [
    /^shopify\/graphql-recorded\//,
    'a recording of several calls and answers in one document, for a test of a proxy',
  ],
  [/^shopify\/graphql-recorded\/.*\/webhooks\//, `${subscription}, several of them in a recording`],
  [/^shopify\/graphql-schema\//, description],
  [/^shopify\/rest-frappe\//, product],
  [/^shopify\/rest-.*\/(?:product|products|product_listing|variant|variants)\.json$/, product],
  [/^shopify\/rest-.*\/inventory_items?\.json$/, product],
  [/^shopify\/rest-.*\/customer\.json$/, customer],
  [
    /^shopify\/rest-.*\/draft_order\.json$/,
    'a draft, which is an offer and no order until it is completed',
  ],
  [/^shopify\/rest-.*\/checkouts\.json$/, 'checkouts, of which none is an order'],
  [
    /^shopify\/rest-.*\/fulfillment_(?:order_move|send)\.json$/,
    'several fulfilment orders that came of one, none with a time',
  ],
  [/^shopify\/rest-.*\/fulfillment_service\.json$/, 'a setting: who fulfils'],
  [/^shopify\/rest-.*\/(?:location|locations|shop)\.json$/, 'settings of a shop'],
  [/^shopify\/rest-.*\/order_risks?\.json$/, 'a judgement of risk: it holds no order'],
  [
    /^shopify\/rest-.*\/payments_transactions\.json$/,
    'movements of the balance of Shopify Payments, whose payout transactions are read as CSV',
  ],
  [
    /^shopify\/rest-.*\/tender_transactions\.json$/,
    'tenders, which repeat the transactions without saying what they are',
  ],
  [/^shopify\/rest-.*\/events\.json$/, 'a history in sentences, in the language of the shop'],
  [/^shopify\/rest-.*\/graphql\.json$/, 'settings of a shop'],
  [/^shopify\/rest-.*\/webhooks?\.json$/, subscription],
  [/^shopware6-to-erp\//, ownReader],
  [/^shopware6-to-erp\/.*Request/, `${request}: ${ownReader}`],
  [
    /^stripe\/fixtures3\.json$/,
    'objects of a mock of the API, each of its own kind, in one document',
  ],
  [
    /^supplier-feeds\/metasfresh-/,
    'purchase orders of an ERP without a connector: readers: describes them',
  ],
  [
    /^supplier-feeds\/metasfresh-pcm-(?:product|warehouse)/,
    'master data of an ERP, which is no event',
  ],
  [/^unicommerce\//, ownReader],
  [/^walmart\/us-marketplace\//, description],
  [/^wombat-hub\//, ownReader],
  [/^wombat-hub\/(?:user_new|update_order_customer_address)/, customer],
  [/^woocommerce\/rest-v3-customers\//, customer],
  [/^woocommerce\/rest-v3-order-notes\//, 'notes without the order that they stand at'],
  [/^woocommerce\/rest-v3-products\//, product],
  [/^woocommerce\/rest-v3-webhooks\//, subscription],
  [/^x12\/850\/edifabric-PurchaseOrder\.(?:csv|parsed\.json)$/, otherParser],
  [/^x12\/85[05]\/stedi-.*\.json$/, otherParser],
];
