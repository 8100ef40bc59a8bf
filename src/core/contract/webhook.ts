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

export interface WebhookDeclaration {
  /** Environment variables that hold the secrets; several while one takes the place of another. */
  readonly secrets: readonly string[];
  /** null: the connector's own. */
  readonly signature: Signature | null;
  /** Of `readers:`; null: whichever of the system's readers knows the body. */
  readonly reader: string | null;
}
