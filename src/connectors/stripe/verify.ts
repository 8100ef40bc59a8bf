// Stripe's webhooks: `Stripe-Signature: t=…,v1=…`, keyed with the endpoint's secret as it stands,
// `whsec_` included. Source: docs.stripe.com/webhooks, verify manually.
import type { WebhookForm } from '../connector.js';
import { subscriptions } from './subscriptions.js';

export const webhook: WebhookForm = {
  signature: {
    scheme: 'timestamped',
    header: 'stripe-signature',
    prefix: '',
    encoding: 'hex',
    key: 'text',
  },
  subscriptions,
};
