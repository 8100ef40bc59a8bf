// Sealed credentials in memory.
import { compareTexts } from '../../core/observation/compare-texts.js';
import type { SealedSecret, Secrets } from '../secrets.js';

export function memorySecrets(): Secrets {
  let kept: readonly SealedSecret[] = [];
  const without = (system: string, name: string): readonly SealedSecret[] =>
    kept.filter((one) => one.system !== system || one.name !== name);
  const sorted = (): readonly SealedSecret[] =>
    [...kept].sort((a, b) => compareTexts(a.system, b.system) || compareTexts(a.name, b.name));
  return {
    all: async () => Promise.resolve(sorted()),
    reseal: async (decide) => {
      kept = decide(sorted()) ?? kept;
      return Promise.resolve();
    },
    keep: async (secrets) => {
      for (const secret of secrets) kept = [...without(secret.system, secret.name), secret];
      return Promise.resolve();
    },
    forget: async (system, name) => {
      const before = kept.length;
      kept = without(system, name);
      return Promise.resolve(kept.length < before);
    },
  };
}
