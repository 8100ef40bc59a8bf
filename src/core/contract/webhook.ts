// What the contract says of a system's webhooks: how it proves that a request is its own, and which
// reader knows its bodies. webhooks.ts makes it of the plain form.

export const signatureSchemes = [
  /** HMAC-SHA256 of the body, in one header. */
  'hmac-sha256',
  /** `t=…,v1=…`: HMAC-SHA256 of time and body, as Stripe has it. */
  'timestamped',
  /** standardwebhooks.com: HMAC-SHA256 of id, time and body. */
  'standard-webhooks',
  /** HMAC-SHA256 of method, path, time and the digest of the body, as Walmart has it. */
  'walmart',
  /** The secret itself in one header: the body is not proven by it. */
  'secret-header',
  /** `Authorization: Basic`, the secret being `user:password`: the body is not proven by it. */
  'basic',
] as const;

export type SignatureScheme = (typeof signatureSchemes)[number];

export const signatureEncodings = ['hex', 'base64', 'either'] as const;

export interface Signature {
  readonly scheme: SignatureScheme;
  /** In lower case; empty where the scheme names its headers itself. */
  readonly header: string;
  /** What stands in front of it, such as `sha256=`. */
  readonly prefix: string;
  readonly encoding: (typeof signatureEncodings)[number];
  /** How the key is made of the secret: as it stands, or decoded, after `whsec_` where that is there. */
  readonly key: 'text' | 'base64';
}

/** Where a system says which webhooks it is to send, and which of them must be there. */
export interface SubscriptionsDeclaration {
  /** null: where its connector asks every shop of the product. */
  readonly url: string | null;
  /** Sent with each request; `env:NAME` in a value stands for that environment variable. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts that may be reached though their address is not a public one. */
  readonly allow: readonly string[];
  readonly timeoutMillis: number;
  /** How the list is read, where its connector does not know it. */
  readonly listing: {
    /** Path and query under the address. */
    readonly path: string;
    /** JSONata over `{ status, body }`: a list of `{ topic, address, active }`. */
    readonly list: string;
  } | null;
  /** Those that must be there; none: each that has been there. */
  readonly topics: readonly string[];
  /** Where they lead; null: to any address that ends as the door of the system does. */
  readonly address: string | null;
  readonly everyMillis: number;
}

export interface WebhookDeclaration {
  /** Environment variables that hold the secrets; several while one takes the place of another. */
  readonly secrets: readonly string[];
  /** null: the connector's own. */
  readonly signature: Signature | null;
  /** Of `readers:`; null: whichever of the system's readers knows the body. */
  readonly reader: string | null;
  /** null: nobody looks whether they are still there. */
  readonly subscriptions: SubscriptionsDeclaration | null;
}
