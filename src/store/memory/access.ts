// API keys, and the secret of the cursors, in memory.
import type { Access, ApiKey } from '../access.js';

export function memoryAccess(): Access {
  let keys: readonly ApiKey[] = [];
  let secret: string | null = null;
  const inUse = (name: string): boolean =>
    keys.some((key) => key.name === name && key.revokedAt === null);
  return {
    keepKey: async (key) => {
      const { name, createdAt } = key;
      const isEnded = (one: ApiKey): boolean =>
        one.name === name && one.revokedAt === null && (one.expiresAt ?? Infinity) <= createdAt;
      keys = keys.map((one) => (isEnded(one) ? { ...one, revokedAt: createdAt } : one));
      const isFree = !inUse(name);
      if (isFree) keys = [...keys, key];
      return Promise.resolve(isFree);
    },
    keys: async () => Promise.resolve(keys),
    revokeKey: async (name, at) => {
      const found = inUse(name);
      keys = keys.map((key) =>
        key.name === name && key.revokedAt === null ? { ...key, revokedAt: at } : key,
      );
      return Promise.resolve(found);
    },
    cursorSecret: async (drawn) => Promise.resolve((secret ??= drawn)),
  };
}
