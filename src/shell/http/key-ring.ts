// The API keys as this process knows them: read from the store at most once a second, and once more in it
// when a key comes that is not known, so that a new key works immediately and a revoked one soon ends.
// However many strangers ask, the table is not read for each of them.
import { createHash } from 'node:crypto';
import type { Instant } from '../../core/observation/instant.js';
import type { Access, ApiKey } from '../../store/access.js';

const freshMillis = 1_000;

export class KeyRing {
  readonly #access: Pick<Access, 'keys'>;
  readonly #now: () => Instant;
  #keys: ReadonlyMap<string, ApiKey> = new Map();
  #readAt = -Infinity;
  #soughtAt = -Infinity;
  #reading: Promise<void> | null = null;

  constructor(access: Pick<Access, 'keys'>, now: () => Instant) {
    this.#access = access;
    this.#now = now;
  }

  /** Nobody was ever given a key: one that was revoked does not open the hub again. */
  async isEmpty(): Promise<boolean> {
    if (this.#keys.size === 0) await this.#fresh();
    return this.#keys.size === 0;
  }

  /** Whose key it is, where it is one and holds. */
  async holder(key: string): Promise<ApiKey | null> {
    await this.#fresh();
    const digest = createHash('sha256').update(key).digest('hex');
    if (!this.#keys.has(digest)) await this.#seek();
    const found = this.#keys.get(digest);
    if (found === undefined || found.revokedAt !== null) return null;
    return found.expiresAt !== null && found.expiresAt <= this.#now() ? null : found;
  }

  async #fresh(): Promise<void> {
    if (performance.now() - this.#readAt > freshMillis) await this.#read();
  }

  async #seek(): Promise<void> {
    if (performance.now() - this.#soughtAt <= freshMillis) return this.#reading ?? undefined;
    this.#soughtAt = performance.now();
    await this.#read();
  }

  /** One reading at a time, however many ask. */
  async #read(): Promise<void> {
    this.#reading ??= this.#access
      .keys()
      .then((keys) => {
        this.#keys = new Map(keys.map((key) => [key.digest, key]));
        this.#readAt = performance.now();
      })
      .finally(() => {
        this.#reading = null;
      });
    await this.#reading;
  }
}
