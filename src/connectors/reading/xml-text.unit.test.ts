// A tree written as XML and read again is the tree; whatever stands in its texts is text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlDocumentOf } from './xml-document.js';
import { xmlText } from './xml-text.js';

describe('xmlText', () => {
  it('writes attributes, lists, texts and numbers', () => {
    const order = {
      '@id': 'A & "B"',
      line: [
        { '@sku': 'X', '#text': 2 },
        { '@sku': 'Y', '#text': '1.50' },
      ],
      note: '<b>\r\n',
      gift: false,
      none: null,
    };
    expect(xmlText({ 's:order': order })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<s:order id="A &amp; &quot;B&quot;"><line sku="X">2</line>' +
        '<line sku="Y">1.50</line><note>&lt;b&gt;&#13;\n</note><gift>false</gift><none></none></s:order>',
    );
  });

  it.each([
    [null],
    ['text'],
    [{}],
    [{ a: 1, b: 2 }],
    [{ a: [1, 2] }],
    [{ 'a b': 1 }],
    [{ a: { '<b>': 1 } }],
    [{ a: { '@x y': 1 } }],
    [{ a: { b: [{ '1c': 1 }] } }],
  ])('writes nothing of %j', (value) => {
    expect(xmlText(value)).toBeNull();
  });

  it('says what was meant, whatever the texts', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const written = xmlText({
          a: { '@b': one, c: [one, other], d: { '@e': '', '#text': `.${other}` } },
        });
        const allowed = (value: string): string =>
          value.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
        expect(xmlDocumentOf(written ?? '')).toEqual({
          value: {
            a: {
              '@b': allowed(one),
              c: [allowed(one), allowed(other)],
              d: { '@e': '', '#text': `.${allowed(other)}` },
            },
          },
        });
      }),
    );
  });
});
