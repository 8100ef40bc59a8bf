// Whether a request is the system's own. Pure: the bytes as they came, the secrets and the present are
// given. Why it is not is for the log, never for the sender.
import type { Authenticity, WebhookRequest } from '../connector.js';
import type { Checking } from './schemes.js';
import { schemes } from './schemes.js';

/** @param checking with all secrets that count now; an empty one never does. */
export function verify(request: WebhookRequest, checking: Checking): Authenticity {
  const secrets = checking.secrets.filter((secret) => secret !== '');
  if (secrets.length === 0) return { genuine: false, why: 'no secret is known' };
  return schemes[checking.signature.scheme](request, { ...checking, secrets });
}
