// BigCommerce's webhooks: Standard Webhooks, keyed with the app's client secret as it stands.
// Source: bigcommerce/docs, https-webhook-overview.mdx.
import type { WebhookForm } from '../connector.js';
import { subscriptions } from './subscriptions.js';

export const webhook: WebhookForm = {
  signature: {
    scheme: 'standard-webhooks',
    header: '',
    prefix: '',
    encoding: 'base64',
    key: 'text',
  },
  subscriptions,
};
