// Amazon: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { apiJson } from './exports-api.js';
import { fulfilledReturns, fulfilledShipments, merchantReturns } from './exports-fulfilment.js';
import { allOrders, unshipped } from './exports-orders.js';
import { settlement, settlementV1 } from './exports-settlement.js';
import { vocabulary } from './statuses.js';
import { whatToExport } from './what-to-export.js';

export const amazon: Connector = {
  name: 'amazon',
  vocabulary,
  exports: [
    allOrders,
    unshipped,
    fulfilledShipments,
    fulfilledReturns,
    merchantReturns,
    settlement,
    settlementV1,
    apiJson,
  ],
  whatToExport,
};
