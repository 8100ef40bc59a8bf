// WooCommerce's webhooks: HMAC-SHA256 of the raw body in base64, without a time. Before a webhook can be
// saved its address must answer an unsigned form with the number of the webhook.
// Source: woocommerce/woocommerce, class-wc-webhook.php (generate_signature, deliver_ping).
import type { WebhookForm } from '../connector.js';
import { subscriptions } from './subscriptions.js';

const longestPing = 40;

export const webhook: WebhookForm = {
  signature: {
    scheme: 'hmac-sha256',
    header: 'x-wc-webhook-signature',
    prefix: '',
    encoding: 'base64',
    key: 'text',
  },
  isPing: ({ body }) =>
    body.length <= longestPing && /^webhook_id=\d+$/.test(new TextDecoder().decode(body)),
  subscriptions,
};
