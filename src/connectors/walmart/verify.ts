// Walmart's webhooks: HMAC-SHA256 in base64 of method, path, time and the body's digest. Subscriptions
// made with another authMethod (HMAC of the body, BASIC_AUTH) are declared in the contract.
// Source: developer.walmart.com, security and authenticity.
import type { WebhookForm } from '../connector.js';
import { subscriptions } from './subscriptions.js';

export const webhook: WebhookForm = {
  signature: {
    scheme: 'walmart',
    header: '',
    prefix: '',
    encoding: 'base64',
    key: 'text',
  },
  subscriptions,
};
