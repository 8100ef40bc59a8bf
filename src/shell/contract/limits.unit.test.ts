// What a contract's text may not do: grow, nest or unfold without end, or break the reader.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../core/limits.js';
import { checkContract } from './load.js';

async function faultsOf(text: string): Promise<string[]> {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'faulty') return [];
  return load.faults.map((fault) => `${fault.file}:${fault.line}:${fault.column} ${fault.message}`);
}

describe('a contract within its limits', () => {
  it('is refused over the size, naming it', async () => {
    const text = `weir: 1\n# ${'x'.repeat(limits.contractBytesMax)}`;
    expect((await faultsOf(text))[0]).toContain('bytes');
  });

  it('is refused where aliases unfold without end', async () => {
    const bombs = Array.from({ length: 12 }, (_, index) =>
      index === 0
        ? 'a0: &a0 [ x, x, x, x, x, x, x, x ]'
        : `a${index}: &a${index} [ ${`*a${index - 1}, `.repeat(8)} ]`,
    );
    expect((await faultsOf(bombs.join('\n'))).join('\n')).toContain('cannot be unfolded');
  });

  it('is refused where it is not UTF-8', async () => {
    const load = await checkContract('weir.yaml', new Uint8Array([0x77, 0xff, 0xfe]));
    expect(load).toMatchObject({ kind: 'faulty' });
  });

  it('may use an anchor, whose faults stand where it is written', async () => {
    const text = `weir: 1\nsystems:\n  erp: &one { role: epr }\n  shop: *one\n`;
    const found = await faultsOf(text);
    expect(found).toHaveLength(2);
    for (const fault of found) expect(fault).toContain('weir.yaml:3:21');
  });

  it('answers and never throws, whatever the bytes', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const text = fc
      .array(
        fc.constantFrom(
          ': ',
          '\n',
          '- ',
          '[',
          ']',
          '{',
          '}',
          '&a ',
          '*a',
          '!',
          '|',
          '#',
          '"',
          "'",
          '?',
          '\t',
          'weir',
          '1',
          'systems',
          'erp',
          'role',
        ),
      )
      .map((parts) => new TextEncoder().encode(parts.join('')));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, text), async (any) => {
        const load = await checkContract('weir.yaml', any);
        expect(load.kind).toMatch(/^(loaded|faulty)$/);
      }),
      { numRuns: 500 },
    );
  });
});
