// An XML document as a tree; and whatever comes in its place is refused, never expanded.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlDocumentOf } from './xml-document.js';

describe('xmlDocumentOf', () => {
  it('leads through elements, attributes, texts and lists by their plain names', () => {
    const text = `<?xml version="1.0"?>
      <s:orders xmlns:s="urn:x" page="2">
        <s:order id="576461413038785752"><no>A &amp; B</no>
          <line sku="X">3</line><line sku="Y">0</line></s:order>
        <note><![CDATA[<b>]]></note><empty/>
      </s:orders>`;
    expect(xmlDocumentOf(text)).toEqual({
      value: {
        orders: {
          '@page': '2',
          order: {
            '@id': '576461413038785752',
            no: 'A & B',
            line: [
              { '@sku': 'X', '#text': '3' },
              { '@sku': 'Y', '#text': '0' },
            ],
          },
          note: '<b>',
          empty: '',
        },
      },
    });
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', /document type/],
    ['<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>', /document type/],
    ['<a>&unknown;</a>', /no XML/],
    ['<a><b></a>', /no XML/],
    ['<a>', /ends in the middle/],
    ['', /no XML/],
    ['{"a":1}', /no XML/],
    [`${'<a>'.repeat(70)}${'</a>'.repeat(70)}`, /deeper than 64/],
  ])('refuses %s', (text, reason) => {
    const read = xmlDocumentOf(text);
    expect('unreadable' in read && read.unreadable).toMatch(reason);
  });

  it('takes names that mean something to the language for names', () => {
    const read = xmlDocumentOf('<a><__proto__><isAdmin>1</isAdmin></__proto__></a>');
    expect('value' in read && Object.hasOwn((read.value as { a: object }).a, '__proto__')).toBe(
      true,
    );
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it.each(['hasOwnProperty', '__proto__'])(
    'refuses an attribute %s, and does not throw',
    (name) => {
      const read = xmlDocumentOf(`<a ${name}="1" b="2"><c d="3"/></a>`);
      expect('unreadable' in read && read.unreadable).toContain(name);
      expect(xmlDocumentOf(`<a constructor="1" x:toString="2"/>`)).toEqual({
        value: { a: { '@constructor': '1', '@toString': '2' } },
      });
    },
  );

  it('never throws, and reads what it is told to', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        xmlDocumentOf(text);
        xmlDocumentOf(`<a>${text}</a>`);
        const escaped = text
          .replaceAll(/[^\x20-\x7e]/g, '')
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;');
        const plain = text.replaceAll(/[^\x20-\x7e]/g, '');
        expect(xmlDocumentOf(`<a>${escaped}</a>`)).toEqual({ value: { a: plain } });
      }),
    );
  });
});
