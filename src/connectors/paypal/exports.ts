// The files of PayPal that can be read: webhooks and orders of its API, and the activity of an account.
import { activityCsv } from './exports-activity.js';
import { ordersJson, webhooksJson } from './exports-json.js';

export const exports = [webhooksJson, ordersJson, activityCsv] as const;
