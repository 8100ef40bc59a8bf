// The files of Stripe that can be read: events and objects of the API, and the CSVs of its dashboard.
import { balanceCsv, balanceUtcCsv } from './exports-balance.js';
import { eventsJson } from './exports-events.js';
import { objectsJson } from './exports-objects.js';
import { paymentsCsv } from './exports-payments.js';

export const exports = [eventsJson, objectsJson, paymentsCsv, balanceUtcCsv, balanceCsv] as const;
