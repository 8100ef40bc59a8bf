// Requests that act, each done once: the answer to the first is given to every repeat under the same
// idempotency key (draft-ietf-httpapi-idempotency-key-header-07, section 2). A part of the store's seam.
import type { Instant } from '../core/observation/instant.js';

export interface KeyedRequest {
  /** The key is looked up together with whom it is from. */
  readonly client: string;
  readonly key: string;
  /** Of method, path and body, hexadecimal: another payload under the same key is refused. */
  readonly digest: string;
  readonly at: Instant;
}

/** How long an answer is kept, and how long a request may be under way before a repeat takes over. */
export const requestTimes = { keptMillis: 86_400_000, underWayMillis: 60_000 } as const;

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

export type Begun =
  | { readonly kind: 'begun' }
  | { readonly kind: 'in-flight' }
  | { readonly kind: 'other-payload' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer };

export interface Requests {
  /** Takes the key for a request that is about to act. */
  readonly beginRequest: (request: KeyedRequest) => Promise<Begun>;
  /** Keeps its answer; null: nothing was done, and a repeat begins anew. */
  readonly endRequest: (
    request: Pick<KeyedRequest, 'client' | 'key'>,
    answer: KeptAnswer | null,
  ) => Promise<void>;
}
