// The agreement between the two made-up systems, as a person would write it: the shop says what happens
// by webhook, the ERP is told over HTTP and says by webhook what it holds.

export interface PairAddresses {
  /** Of the ERP's API. */
  readonly erp: string;
}

/** Variables in which the contract looks for the secrets. */
export const shopSecret = 'WEIR_PAIR_SHOP_SECRET';
export const erpSecret = 'WEIR_PAIR_ERP_SECRET';

const readers = `readers:
  shop-events:
    system: shop
    format: json
    match: [event, order, shop]
    emit:
      - kind: order.placed
        when: { event: order.placed }
        at: at
        id: id
        refs: { order: order }
        data: { total.amount: total, total.currency: currency, payable: =captured }
        lines: { each: lines, sku: sku, qty: qty, price: price }
      - kind: shipment.shipped
        when: { event: order.shipped }
        at: at
        id: id
        refs: { order: order, shipment: shipment }
        data: { carrier: carrier, tracking: tracking }
        lines: { each: lines, sku: sku, qty: qty }
      - kind: order.cancelled
        when: { event: order.cancelled }
        at: at
        id: id
        refs: { order: order }
  erp-events:
    system: erp
    format: json
    match: [event, order, record]
    emit:
      - kind: order.acknowledged
        when: { event: order.created }
        at: at
        id: id
        refs: { order: order, record: record }
        data: { record: record, state: =confirmed }
        lines: { each: lines, sku: sku, qty: qty }
      - kind: shipment.shipped
        when: { event: shipment.recorded }
        at: at
        id: id
        refs: { order: order, record: record, shipment: shipment }
        lines: { each: lines, sku: sku, qty: qty }
      - kind: order.cancelled
        when: { event: order.cancelled }
        at: at
        id: id
        refs: { order: order, record: record }
`;

export function pairContract({ erp }: PairAddresses): string {
  return `# Two made-up systems, so that there is something to see: a shop and an ERP.
weir: 1
systems:
  shop:
    role: storefront
    connector: http
    webhook:
      secret: env:${shopSecret}
      signature: { scheme: standard-webhooks }
      reader: shop-events
  # Speaks only where somebody speaks for it: curl -d '{ "system": "amazon", … }' …/api/observations
  amazon: { role: marketplace }
  erp:
    role: erp
    connector: http
    webhook:
      secret: env:${erpSecret}
      signature: { scheme: standard-webhooks }
      reader: erp-events
    http:
      url: ${erp}
      allow: 127.0.0.1
      timeout: 5s
      commands:
        create-order:
          path: /orders
          body: '{ "order": order.key, "lines": order.placed.lines }'
          record: body.record
          idempotent: true
        record-fulfilment:
          path: /shipments
          body: '{ "order": order.key, "shipment": names.shipment, "lines": said.lines }'
          idempotent: true
        cancel-order:
          path: /cancellations
          body: '{ "order": order.key }'
          refused: body.too_late
          idempotent: true
      lookups:
        create-order:
          path: /orders/{order.key}
          present: body.record != null
          record: body.record
handoffs:
  standard: true
  order-to-erp: { mode: live, within: 2m }
  shipment-to-erp: { mode: live, within: 2m }
  cancel-to-erp: { mode: live, within: 2m }
${readers}`;
}
