// XML in pieces, of which nothing is gathered without an end.
import { describe, expect, it } from 'vitest';
import { XmlReader } from './xml.js';

const piece = 'A'.repeat(65_536);

function reading(start: string): { readonly texts: string[]; readonly fault: string | null } {
  const texts: string[] = [];
  const ignored = (): void => undefined;
  const xml = new XmlReader({ open: ignored, text: (text) => texts.push(text), close: ignored });
  let fault = xml.write(start);
  for (let count = 0; count < 4; count += 1) fault ??= xml.write(piece);
  return { texts, fault };
}

describe('XmlReader', () => {
  it.each(['<a>', '<a><![CDATA['])('hands on the text behind %s as it comes', (start) => {
    const { texts, fault } = reading(start);
    expect(fault).toBeNull();
    expect(texts.join('').length).toBeGreaterThan(2 * piece.length);
  });

  it.each(['<a b="', '<', '<!--', '<?a ', '<a>&'])('gathers no endless %s', (start) => {
    expect(reading(start).fault).toContain('no XML from here on');
  });
});
