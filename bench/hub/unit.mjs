// The unit of the hub's figures: an external observation that owes two handoffs, each of which is
// delivered, acknowledged, and the acknowledgement kept and folded. What is sent, and what is answered.

const systems = ['erp', 'wms'];

const system = (name, role) => `
  ${name}:
    role: ${role}
    connector: http
    http: { url: "https://${name}.example.com", commands: { create-order: { path: /, record: body.id } } }`;

export const contractText = `weir: 1
systems:
  shop: { role: storefront }${system('erp', 'erp')}${system('wms', 'warehouse')}
handoffs:
  standard: true
  order-to-erp: { mode: live, ack: { by: response } }
  order-to-warehouse: { on: order.placed, to: wms, do: create-order, within: 15m, mode: live, ack: { by: response } }
`;

export const handoffsOfUnit = systems.length;

export const orderName = (run, number) => `${run}-${1_000_000_000 + number}`;

/** One external observation: an order of two lines. */
export function placedLine(run, number, at) {
  const order = orderName(run, number);
  return JSON.stringify({
    id: `placed-${order}`,
    system: 'shop',
    kind: 'order.placed',
    at,
    refs: { order },
    data: {
      payable: 'captured',
      channel: 'web',
      lines: [
        { line: '1', sku: 'EV-1016', qty: 2, price: '112.44' },
        { line: '2', sku: 'EV-2033', qty: 1, price: '18.00' },
      ],
      total: { amount: '242.88', currency: 'USD' },
    },
  });
}

/** What a destination answers to a command: the record that it made of the order. */
export function acknowledgedLine(to, order, { key, at }) {
  const record = `${to === 'erp' ? 'SO' : 'W'}-${order}`;
  return {
    id: `answer:${key}`,
    system: to,
    kind: 'order.acknowledged',
    at,
    refs: { order, record },
    data: { record, state: 'confirmed' },
  };
}

/** A destination that takes everything at once, and answers with the record that it made. */
export function promptDestination(to) {
  return {
    deliver: async ({ key, command }) => {
      const [order] = JSON.parse(command).names.order;
      const at = new Date().toISOString();
      const observations = [acknowledgedLine(to, order, { key, at })];
      return { outcome: 'accepted', answer: '201', observations };
    },
    lookUp: async () => ({ found: 'absent' }),
    idempotent: () => true,
    close: async () => undefined,
  };
}
