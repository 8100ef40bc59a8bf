import { connectorConformance } from '../../../test/connector/conformance.js';
import { standardSign } from '../../../test/connector/forgeries.js';
import { bigcommerce } from './index.js';

connectorConformance(bigcommerce, {
  payloads: { folder: new URL('./fixtures/', import.meta.url) },
  // The secret is the key as it stands.
  webhook: standardSign((secret) => secret),
});
