// The schemes by which systems sign, each over the bytes as they came. Several secrets count while one
// takes the place of another; several signatures may stand in one header.
import { limits } from '../../core/limits.js';
import type { Signature, SignatureScheme } from '../../core/contract/webhook.js';
import type { Instant } from '../../core/observation/instant.js';
import { second } from '../../core/observation/instant.js';
import type { Authenticity, WebhookRequest } from '../connector.js';
import { base64Bytes, hexBytes, hmac, isSame, isSameText, sha256 } from './signature-bytes.js';

export interface Checking {
  readonly signature: Signature;
  readonly secrets: readonly string[];
  readonly now: Instant;
}

export type Scheme = (request: WebhookRequest, checking: Checking) => Authenticity;

const genuine: Authenticity = { genuine: true, event: null };
const forged = (why: string): Authenticity => ({ genuine: false, why });

/** Which way a candidate is written; null: none that the scheme knows. */
type Decoding = (text: string) => Buffer | null;

/** A digest in base64 is shorter. */
const isHexDigest = /^[0-9A-Fa-f]{64}$/;

const decodings: Readonly<Record<Signature['encoding'], Decoding>> = {
  hex: hexBytes,
  base64: base64Bytes,
  either: (text) => (isHexDigest.test(text) ? hexBytes(text) : base64Bytes(text)),
};

function judged(
  candidates: readonly string[],
  decode: Decoding,
  expected: readonly Uint8Array[],
): Authenticity {
  if (candidates.length === 0) return forged('no signature');
  if (candidates.length > limits.signaturesMax) return forged('too many signatures');
  const given = candidates.map(decode);
  // All are compared, so that the time does not tell which one was right.
  const fits = given.map((one) => expected.map((digest) => one !== null && isSame(one, digest)));
  if (fits.flat().some(Boolean)) return genuine;
  return forged(given.every((one) => one === null) ? 'malformed signature' : 'wrong signature');
}

/** Repeated headers arrive joined with commas (RFC 9110, section 5.3). */
function listed(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function secondsAt(text: string | undefined): Instant | null {
  return text !== undefined && /^\d{9,11}$/.test(text)
    ? ((Number(text) * second) as Instant)
    : null;
}

function untimely(text: string | undefined, now: Instant): Authenticity | null {
  const at = secondsAt(text);
  if (at === null) return forged('no time');
  return Math.abs(now - at) > limits.signedTimeMillisMax
    ? forged('timestamp_outside_tolerance')
    : null;
}

const bodyHmac: Scheme = ({ headers, body }, { signature, secrets }) => {
  const { header, prefix, encoding } = signature;
  const candidates = listed(headers[header]).map((text) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : '',
  );
  return judged(
    candidates,
    decodings[encoding],
    secrets.map((secret) => hmac(secret, body)),
  );
};

/** https://docs.stripe.com/webhooks: the key is the secret as it stands, `whsec_` included. */
const timestamped: Scheme = ({ headers, body }, { signature, secrets, now }) => {
  const parts = listed(headers[signature.header]).map((part) => {
    const at = part.indexOf('=');
    return { name: part.slice(0, at), text: part.slice(at + 1) };
  });
  const [time, ...others] = parts.filter(({ name }) => name === 't');
  if (others.some(({ text }) => text !== time?.text)) return forged('several times');
  const candidates = parts.filter(({ name }) => name === 'v1').map(({ text }) => text);
  if (candidates.length === 0) return forged('no signature');
  const late = untimely(time?.text, now);
  if (late !== null) return late;
  return judged(
    candidates,
    hexBytes,
    secrets.map((secret) => hmac(secret, `${time?.text ?? ''}.`, body)),
  );
};

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const standardWebhooks: Scheme = ({ headers, body }, { signature, secrets, now }) => {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signed } = headers;
  if (id === undefined || id === '') return forged('no id');
  const candidates = (signed ?? '')
    // A list in itself has blanks between; repeated headers were joined with a comma besides.
    .split(/,? +/)
    .filter((one) => one.startsWith('v1,'))
    .map((one) => one.slice('v1,'.length));
  if (candidates.length === 0) return forged('no signature');
  const late = untimely(time, now);
  if (late !== null) return late;
  const keys = secrets.flatMap((secret) => keyOf(secret, signature.key) ?? []);
  if (keys.length === 0) return forged('the secret is not base64');
  const expected = keys.map((key) => hmac(key, `${id}.${time ?? ''}.`, body));
  const outcome = judged(candidates, base64Bytes, expected);
  return outcome.genuine ? { genuine: true, event: id } : outcome;
};

function keyOf(secret: string, key: Signature['key']): string | Uint8Array | null {
  return key === 'text' ? secret : base64Bytes(secret.replace(/^whsec_/, ''));
}

/** developer.walmart.com, security and authenticity: four lines, the last the body's digest in hex. */
const walmart: Scheme = ({ method, path, headers, body }, { secrets, now }) => {
  const time = headers['wm_sec.timestamp'];
  const candidates = listed(headers['wm_sec.signature']);
  if (candidates.length === 0) return forged('no signature');
  const late = untimely(time, now);
  if (late !== null) return late;
  const content = [method.toUpperCase(), path, time ?? '', sha256(body).toString('hex')].join('\n');
  return judged(
    candidates,
    base64Bytes,
    secrets.map((secret) => hmac(secret, content)),
  );
};

const secretHeader: Scheme = ({ headers }, { signature, secrets }) => {
  const { header, prefix } = signature;
  const given = headers[header];
  if (given === undefined || given === '') return forged('no secret');
  if (!given.startsWith(prefix)) return forged('malformed secret');
  return isAnyOf(given.slice(prefix.length), secrets);
};

/** RFC 7617. */
const basic: Scheme = ({ headers }, { secrets }) => {
  const [, encoded] = /^basic +(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  if (encoded === undefined) return forged('no user and password');
  const bytes = base64Bytes(encoded);
  return bytes === null ? forged('malformed secret') : isAnyOf(bytes.toString('utf8'), secrets);
};

function isAnyOf(given: string, secrets: readonly string[]): Authenticity {
  const fits = secrets.map((secret) => isSameText(given, secret));
  return fits.some(Boolean) ? genuine : forged('wrong secret');
}

export const schemes: Readonly<Record<SignatureScheme, Scheme>> = {
  'hmac-sha256': bodyHmac,
  timestamped,
  'standard-webhooks': standardWebhooks,
  walmart,
  'secret-header': secretHeader,
  basic,
};
