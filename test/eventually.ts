// What comes about by itself is waited for: however slow the machine is, only what never comes is a fault.
import { vi } from 'vitest';

/** Resolves with what `check` gives once it throws no more. */
export async function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 60_000, interval: 20 });
}
