import { describe, expect, it } from 'vitest';
import { runSimulate, type SimulateOptions, type Simulation } from './simulate.js';

/** What the simulator was asked for, and what was printed on stderr. */
async function asked(
  options: Partial<SimulateOptions>,
): Promise<{ readonly code: number; readonly asked: readonly Simulation[]; readonly err: string }> {
  const given: Simulation[] = [];
  let err = '';
  const code = await runSimulate(
    { seed: '7', out: 'company', ...options },
    {
      patterns: ['lost-order'],
      write: async (simulation) => {
        given.push(simulation);
        return Promise.resolve({ lines: 0, faults: 0 });
      },
    },
    {
      out: () => undefined,
      err: (text) => {
        err += text;
      },
    },
  );
  return { code, asked: given, err };
}

describe('weir simulate', () => {
  it('writes the whole company where nothing else is said', async () => {
    expect(await asked({})).toMatchObject({ code: 0, asked: [{ seed: 7 }] });
    expect((await asked({})).asked[0]).not.toHaveProperty('thin');
  });

  it('takes --thin alone for export files, and lines where it is told so', async () => {
    expect((await asked({ thin: true })).asked).toEqual([{ seed: 7, thin: 'exports' }]);
    expect((await asked({ thin: 'exports' })).asked).toEqual([{ seed: 7, thin: 'exports' }]);
    expect((await asked({ thin: 'lines' })).asked).toEqual([{ seed: 7, thin: 'lines' }]);
  });

  it('says in one line why a call can not be used', async () => {
    const thin = await asked({ thin: 'out' });
    expect(thin).toMatchObject({ code: 2, asked: [] });
    expect(thin.err).toBe('--thin out: say exports or lines; alone it means exports.\n');
    expect((await asked({ orders: '0' })).err).toContain('--orders 0: ');
    expect((await asked({ faults: 'lost-orders' })).err).toContain('Known: lost-order, or none.');
  });
});
