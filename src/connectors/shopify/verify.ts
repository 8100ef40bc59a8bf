// Shopify's webhooks: HMAC-SHA256 of the raw body in base64, keyed with the app's client secret. No
// header is signed and no time: a repeat is known by its body. The secret is that of all shops of the app.
// Source: shopify.dev, verify deliveries.
import type { WebhookForm } from '../connector.js';
import { subscriptions } from './subscriptions.js';

export const webhook: WebhookForm = {
  signature: {
    scheme: 'hmac-sha256',
    header: 'x-shopify-hmac-sha256',
    prefix: '',
    encoding: 'base64',
    key: 'text',
  },
  subscriptions,
  shop: { header: 'x-shopify-shop-domain', ends: '.myshopify.com' },
};
