import { createHash } from 'node:crypto';
import { connectorConformance } from '../../../test/connector/conformance.js';
import { digestOf, path } from '../../../test/connector/forgeries.js';
import { walmart } from './index.js';

connectorConformance(walmart, {
  payloads: { folder: new URL('./fixtures/', import.meta.url) },
  webhook: {
    sign: ({ secret, body, time }) => {
      const digest = createHash('sha256').update(body).digest('hex');
      return {
        'wm_sec.timestamp': time,
        'wm_sec.signature': digestOf(secret, `POST\n${path}\n${time}\n${digest}`, 'base64'),
      };
    },
    header: 'wm_sec.signature',
    mark: '',
    timed: true,
  },
});
