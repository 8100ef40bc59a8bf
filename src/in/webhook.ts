// A system's own requests: which systems send them, whether one is genuine, and what is kept of it. The
// bytes are believed once their signature is; of the headers none is, for few schemes sign them.
import type { Authenticity, WebhookForm, WebhookRequest } from '../connectors/connector.js';
import { webhookFormOf } from '../connectors/registry.js';
import { verify } from '../connectors/signing/verify.js';
import type { Contract } from '../core/contract/contract.js';
import type { Signature, SignatureScheme } from '../core/contract/webhook.js';
import type { Instant } from '../core/observation/instant.js';
import type { Arrival, Receipt } from '../store/store.js';
import { syntaxOf } from './documents.js';
import type { Interpreting } from './observations.js';
import type { SourceReading } from './source-readings.js';
import { unreadArrival } from './unread.js';

/** A system whose webhooks are taken. */
export interface OpenWebhook {
  readonly system: string;
  readonly signature: Signature;
  readonly secrets: readonly string[];
  readonly isPing: (request: WebhookRequest) => boolean;
  readonly syntax: 'json' | 'xml';
  /** Absent: the secret is this shop's alone, or the contract does not say which shop it is. */
  readonly shop?: NamedShop;
}

interface NamedShop {
  readonly header: string;
  /** In lower case. */
  readonly host: string;
}

export interface Webhooks {
  readonly open: ReadonlyMap<string, OpenWebhook>;
  /** Why declared ones are not taken, a sentence each. */
  readonly closed: readonly string[];
}

/** @param environmentOf variables by which the contract names secrets, system by system. */
export function webhooksOf(
  contract: Contract,
  environmentOf: (system: string) => Readonly<Record<string, string | undefined>>,
): Webhooks {
  const open = new Map<string, OpenWebhook>();
  const closed: string[] = [];
  for (const [system, declared] of contract.webhooks) {
    const form: WebhookForm | null = webhookFormOf(contract, system);
    const signature = declared.signature ?? form?.signature;
    const environment = environmentOf(system);
    const secrets = declared.secrets.flatMap((name) => environment[name]?.trim() || []);
    if (signature === undefined) {
      closed.push(`${system} takes no webhooks: its connector knows no signature, so write one.`);
    } else if (secrets.length === 0) {
      const names = declared.secrets.join(' or ');
      closed.push(`${system} takes no webhooks: say weir connect ${system}, or set ${names}.`);
    } else {
      const isPing = form?.isPing ?? never;
      const syntax = syntaxOf(declared.reader, contract);
      const shop = shopOf(form, declared.subscriptions?.url ?? null);
      open.set(system, { system, signature, secrets, isPing, syntax, ...shop });
    }
  }
  return { open, closed };
}

function never(): boolean {
  return false;
}

/** The shop as its platform calls it: at an address of its own nobody can tell which it is. */
function shopOf(form: WebhookForm | null, url: string | null): Pick<OpenWebhook, 'shop'> {
  if (form?.shop === undefined || url === null || !URL.canParse(url)) return {};
  const { header, ends } = form.shop;
  const { hostname: host } = new URL(url);
  return host.endsWith(ends) ? { shop: { header, host } } : {};
}

export function authenticity(
  { signature, secrets, shop }: OpenWebhook,
  request: WebhookRequest,
  now: Instant,
): Authenticity {
  const said = shop === undefined ? undefined : request.headers[shop.header]?.toLowerCase();
  const proof = verify(request, { signature, secrets, now });
  const isOthers = proof.genuine && said !== undefined && said !== shop?.host;
  return isOthers ? { genuine: false, why: 'it is of another shop' } : proof;
}

/** @param reading null: it is kept as it came, and read later. */
export async function webhookArrival(
  webhook: OpenWebhook,
  genuine: GenuineRequest,
  {
    interpreting,
    reading,
  }: { readonly interpreting: Interpreting; readonly reading: SourceReading | null },
): Promise<Arrival> {
  const receipt = await receiptOf(webhook, genuine, interpreting);
  return reading === null ? unreadArrival(receipt) : reading.read(receipt);
}

/** Longer ids of events are known by their digest: an index holds no text of any length. */
const longestEvent = 255;

async function receiptOf(
  { system, signature }: OpenWebhook,
  { request, event, at }: GenuineRequest,
  { digest, ids }: Pick<Interpreting, 'digest' | 'ids'>,
): Promise<Receipt> {
  const { headers, body } = request;
  const shortly = (id: string): string => (id.length > longestEvent ? digest(id) : id);
  const bodyDigest = digest(body);
  return {
    id: await ids(1),
    system,
    source: 'webhook',
    // A repeat is known by what is signed: whoever captured a request can change the rest.
    position: event === null ? `body:${bodyDigest}` : `event:${shortly(event)}:${bodyDigest}`,
    at,
    headers: withoutSecrets(headers, signature),
    body,
    digest: bodyDigest,
  };
}

export interface GenuineRequest {
  readonly request: WebhookRequest;
  /** Id of what happened, where the signature covers it. */
  readonly event: string | null;
  readonly at: Instant;
}

const neverKept: readonly string[] = ['authorization', 'cookie', 'proxy-authorization'];
const secretItself: ReadonlySet<SignatureScheme> = new Set(['secret-header', 'basic']);

function withoutSecrets(
  headers: WebhookRequest['headers'],
  { scheme, header }: Signature,
): WebhookRequest['headers'] {
  const secret = secretItself.has(scheme) ? [...neverKept, header] : neverKept;
  if (!secret.some((name) => name in headers)) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.includes(name)));
}
