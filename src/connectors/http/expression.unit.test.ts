// Expressions end: by their own limits, but not because the process stood still meanwhile.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Evaluated } from './expression.js';
import { expressionOf } from './expression.js';

const endless = '($f := function($x) { $f($x + 1) }; $f(0))';

async function evaluated(text: string, over: unknown): Promise<Evaluated> {
  const expression = expressionOf(text);
  if ('failed' in expression) throw new Error(expression.failed);
  return expression.evaluate(over);
}

describe('an expression of the contract', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('that would run without end is ended', async () => {
    expect(await evaluated(endless, {})).toMatchObject({
      failed: expect.stringContaining('timeout') as string,
    });
  });

  it('is evaluated again where the process stood still during it', async () => {
    const now = vi.spyOn(Date, 'now');
    now.mockReturnValueOnce(0).mockReturnValueOnce(60_000);
    expect(await evaluated('body.error', { body: { error: 'no such sku' } })).toEqual({
      value: 'no such sku',
    });
    expect(now.mock.calls.length).toBeGreaterThan(2);
  });
});
