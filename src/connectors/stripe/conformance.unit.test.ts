import { connectorConformance } from '../../../test/connector/conformance.js';
import { digestOf } from '../../../test/connector/forgeries.js';
import { stripe } from './index.js';

connectorConformance(stripe, {
  payloads: { folder: new URL('./fixtures/', import.meta.url) },
  webhook: {
    sign: ({ secret, body, time }) => ({
      'stripe-signature': `t=${time},v1=${digestOf(secret, `${time}.${body}`, 'hex')}`,
    }),
    header: 'stripe-signature',
    mark: 'v1=',
    timed: true,
  },
});
