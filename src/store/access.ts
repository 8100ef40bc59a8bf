// Who may ask the hub: API keys, of which only digests are kept; and the secret by which it knows the
// cursors that it gave. A part of the store's seam.
import type { Instant } from '../core/observation/instant.js';

/** What a key allows: to send observations, to read, to act, or all of it. */
export const scopes = ['observe', 'read', 'operate', 'admin'] as const;

export type Scope = (typeof scopes)[number];

export interface ApiKey {
  /** Whom it was given to; unique among the keys that are not revoked. */
  readonly name: string;
  /** The beginning of the key: enough to recognise it by, too little to guess the rest. */
  readonly prefix: string;
  /** SHA-256 of the key, hexadecimal: a random key of 256 bits needs no slower digest. */
  readonly digest: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  /** null: it does not end by itself. */
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface Access {
  /** One of this name that had expired when it was made is revoked with it; false: one is in use. */
  readonly keepKey: (key: ApiKey) => Promise<boolean>;
  /** All there ever were, by creation. */
  readonly keys: () => Promise<readonly ApiKey[]>;
  /** false: no key of this name is in use. */
  readonly revokeKey: (name: string, at: Instant) => Promise<boolean>;
  /** @param drawn at random. @returns the one that is kept, which is the first that came. */
  readonly cursorSecret: (drawn: string) => Promise<string>;
}
