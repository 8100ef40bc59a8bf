import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../test/sample-run.js';
import { showMap } from './map.js';
import type { MapOptions } from './map.js';

const { map } = sampleReport();

async function run(options: MapOptions) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const written = new Map<string, string>();
  const code = await showMap(map, options, {
    print: (text) => printed.push(text),
    complain: (line) => complaints.push(line),
    write: async (path, text) => {
      written.set(path, text);
      return Promise.resolve(null);
    },
  });
  return { code, text: printed.join(''), complaints, written };
}

describe('weir map', () => {
  it('prints systems, handoffs and gaps', async () => {
    const { code, text } = await run({});
    expect(code).toBe(0);
    expect(text).toContain('amazon → erp  shipment.shipped (shipment-to-erp): some fail');
    expect(text).toContain('Gaps (');
  });

  it('says of a contract alone what must reach whom, and nothing of what was seen', async () => {
    const { text } = await run({ contractAlone: true });
    expect(text).toContain('  amazon → erp  shipment.shipped (shipment-to-erp)\n');
    expect(text).not.toContain(' seen, ');
  });

  it('prints the gaps alone', async () => {
    const { text } = await run({ gaps: true });
    expect(text).not.toContain('Systems');
    expect(text).toContain('Closed by: refund-to-erp, stock-to-channels');
  });

  it('writes the format that the name ends in, and prints nothing then', async () => {
    for (const [out, start] of [
      ['m.svg', '<svg'],
      ['m.html', '<!doctype html>'],
      ['m.JSON', '{'],
    ] as const) {
      const { code, text, written } = await run({ out });
      expect(code).toBe(0);
      expect(text).toBe('');
      expect(written.get(out)?.startsWith(start)).toBe(true);
    }
  });

  it('refuses a name that ends in no format, before it writes', async () => {
    const { code, complaints, written } = await run({ out: 'map.png' });
    expect(code).toBe(2);
    expect(complaints).toHaveLength(1);
    expect(written.size).toBe(0);
  });

  it('prints one JSON document', async () => {
    expect(JSON.parse((await run({ json: true })).text)).toEqual(map);
    expect(JSON.parse((await run({ json: true, gaps: true })).text)).toEqual({
      gaps: map.gaps,
      closing_set: map.closing_set,
    });
  });
});
