import { connectorConformance } from '../../../test/connector/conformance.js';
import { digestOf } from '../../../test/connector/forgeries.js';
import { shopify } from './index.js';

connectorConformance(shopify, {
  payloads: { folder: new URL('./fixtures/', import.meta.url) },
  webhook: {
    sign: (made) => ({ 'x-shopify-hmac-sha256': digestOf(made.secret, made.body, 'base64') }),
    header: 'x-shopify-hmac-sha256',
    mark: '',
    timed: false,
  },
});
