// One order of many parcels of which two systems tell, beside as many orders of one parcel each: the same
// statements, in the store in memory, folded in one go.
//   node bench/one-order.mjs [PARCELS]

import { Buffer } from 'node:buffer';
import { TextEncoder } from 'node:util';

import { buildIfStale } from '../scripts/build.mjs';
import { fromBuild } from './hub/build.mjs';

const parcels = Number(process.argv[2] ?? 1000);
const now = Date.parse('2026-03-04T10:00:00Z');

const contractText = `weir: 1
systems:
  shop: { role: storefront }
  wms: { role: warehouse }
  erp:
    role: erp
    connector: http
    http: { url: 'https://erp.example.com', commands: { record-fulfilment: { path: /parcels } } }
handoffs: { standard: true, shipment-to-erp: { mode: live } }
`;

/** What is said of one order. */
function saidOf(order, count) {
  const refs = { order };
  const data = { payable: 'captured', lines: [{ sku: 'A', qty: count }] };
  const shipped = (system) =>
    Array.from({ length: count }, (_, number) => ({
      ...{
        system,
        kind: 'shipment.shipped',
        refs: { ...refs, shipment: `${order} ${system} ${number}` },
      },
      data: { lines: [{ sku: 'A', qty: 1 }] },
    }));
  return [
    { system: 'shop', kind: 'order.placed', refs, data },
    { system: 'erp', kind: 'order.acknowledged', refs, data: {} },
    ...['wms', 'shop'].flatMap(shipped),
  ];
}

async function folded(statements) {
  const { MemoryStore } = await fromBuild('store/memory/memory-store.js');
  const { Truth } = await fromBuild('truth/truth.js');
  const { OrderNames } = await fromBuild('core/identity/names.js');
  const { arrivalOf } = await fromBuild('in/observations.js');
  const { nativeReader } = await fromBuild('connectors/registry.js');
  const { checkContract } = await fromBuild('shell/contract/load.js');
  const { digest } = await fromBuild('shell/hub/ledger.js');
  const { contract } = await checkContract('weir.yaml', new TextEncoder().encode(contractText));
  const store = new MemoryStore();
  const interpreting = { contract, names: new OrderNames(contract.joins), digest, ids: store.ids };
  const truth = new Truth({ store, contract, read: nativeReader(contract), digest, rows: 100_000 });
  await truth.catchUp(now);
  const lines = statements.map((one, index) =>
    JSON.stringify({ id: `s-${index}`, at: new Date(now + 1_000 + index).toISOString(), ...one }),
  );
  const body = lines.join('\n');
  const receipt = {
    ...{ id: await store.ids(1), system: 'api', source: 'api', position: null, at: now },
    ...{ headers: {}, body: Buffer.from(body), digest: digest(body) },
  };
  await store.receive([await arrivalOf(receipt, body, interpreting)]);
  const from = process.cpuUsage();
  while ((await truth.catchUp(now + 10_000_000)).more);
  const { user, system } = process.cpuUsage(from);
  const { handoffs, verdicts } = await store.counts();
  return { millis: (user + system) / 1_000, handoffs, verdicts };
}

if (buildIfStale() === 0) {
  const each = Array.from({ length: parcels }, (_, number) => saidOf(`O-${number}`, 1)).flat();
  // Once for the compiler.
  await folded(each);
  const many = await folded(each);
  const one = await folded(saidOf('GIANT', parcels));
  const line = (name, { millis, handoffs, verdicts }) =>
    process.stdout.write(
      `${name.padEnd(34)}${millis.toFixed(0).padStart(7)} ms of CPU  ${JSON.stringify(handoffs)} ${JSON.stringify(verdicts)}\n`,
    );
  line(`${parcels} orders of one parcel`, many);
  line(`one order of ${parcels} parcels`, one);
  process.stdout.write(`${(one.millis / many.millis).toFixed(2)} times\n`);
}
