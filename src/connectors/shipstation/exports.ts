// The files of ShipStation that can be read: its exports as CSV, and orders and shipments of its API.
import { exportCsv } from './exports-csv.js';
import { ordersJson, shipmentsJson } from './exports-json.js';

export const exports = [exportCsv, ordersJson, shipmentsJson] as const;
