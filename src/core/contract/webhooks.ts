// `webhook:` of a system in the contract: the variables that hold its secret, the scheme of its
// signature where the connector has none, and the reader of its bodies.
import type { ReaderDeclaration } from './contract.js';
import type { HttpChecks } from './http.js';
import {
  entries,
  fault,
  field,
  isMapping,
  isPresent,
  keyFault,
  oneOrMany,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';
import { readerNameAt } from './readers.js';
import { subscriptionsAt } from './subscriptions.js';
import type { Signature, SignatureScheme, WebhookDeclaration } from './webhook.js';
import { signatureEncodings, signatureSchemes } from './webhook.js';

/** System -> declaration, for each system that has a `webhook:` block. */
export function compileWebhooks(
  systems: Place,
  readers: readonly ReaderDeclaration[],
  checks: HttpChecks,
): ReadonlyMap<string, WebhookDeclaration> {
  const found = new Map<string, WebhookDeclaration>();
  for (const [name, system] of entries(systems)) {
    const place = field(system, 'webhook');
    if (!isMapping(place)) continue;
    const signature = signatureAt(field(place, 'signature'));
    const connector = textAt(field(system, 'connector'));
    if (!isPresent(field(place, 'signature')) && (connector === null || connector === 'http')) {
      const remedy = 'Add signature: with scheme:, such as { scheme: standard-webhooks }.';
      keyFault(place, `Nothing says how "${name}" signs its webhooks.`, remedy);
    }
    found.set(name, {
      secrets: oneOrMany(field(place, 'secret')).flatMap(secretAt),
      signature,
      reader: readerNameAt(field(place, 'reader'), name, readers, ['json', 'xml']),
      subscriptions: subscriptionsAt(field(place, 'subscriptions'), system, checks),
    });
  }
  return found;
}

function secretAt(place: Place): readonly string[] {
  const text = textAt(place);
  if (text === null) return [];
  const [, name] = /^env:([A-Za-z_]\w*)$/.exec(text) ?? [];
  if (name !== undefined) return [name];
  const remedy = 'Write env:NAME, and set that variable for weir up.';
  fault(place, 'A secret may not stand in the contract.', remedy);
  return [];
}

/** Where a scheme names its headers itself, the contract need not. */
const named: Readonly<Partial<Record<SignatureScheme, string>>> = {
  timestamped: 'stripe-signature',
  'standard-webhooks': '',
  walmart: '',
  basic: 'authorization',
};

function signatureAt(place: Place): Signature | null {
  if (!isMapping(place)) return null;
  const scheme = wordAt(field(place, 'scheme'), signatureSchemes, 'scheme');
  if (scheme === null) return null;
  const header = headerAt(field(place, 'header')) ?? named[scheme];
  if (header === undefined) {
    const remedy = 'Add header:, such as header: X-Signature.';
    keyFault(place, `Nothing says which header carries the ${scheme}.`, remedy);
    return null;
  }
  const { value: prefix } = field(place, 'prefix');
  return {
    scheme,
    header,
    prefix: typeof prefix === 'string' ? prefix : '',
    encoding: wordAt(field(place, 'encoding'), signatureEncodings, 'encoding') ?? 'either',
    key: scheme === 'standard-webhooks' ? 'base64' : 'text',
  };
}

/** RFC 9110, section 5.6.2: the characters of a header's name. */
const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

function headerAt(place: Place): string | null {
  const name = textAt(place);
  if (name === null) return null;
  if (token.test(name)) return name.toLowerCase();
  fault(place, `"${name}" is no name of a header.`, 'Write it without blanks and colons.');
  return null;
}
