import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup } from './markup.js';

describe('markup', () => {
  it('escapes what could end a text or an attribute', () => {
    expect(markup`<p title="${`"'&<>`}">${'</p><script>'}</p>`.text).toBe(
      '<p title="&quot;&#39;&amp;&lt;&gt;">&lt;/p&gt;&lt;script&gt;</p>',
    );
  });

  it('takes in what it made itself, lists of it, numbers and nothing', () => {
    expect(markup`${[markup`<b>${1}</b>`, 'a', null]}${null}`.text).toBe('<b>1</b>a');
  });

  it('lets no text be anything but text', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</script>', '<!--', ']]>', '\u202e\u2066', '\u0000', '\ud800', '&lt;'),
    );
    fc.assert(
      fc.property(fc.array(hostile), (texts) => {
        const { text } = markup`${texts}`;
        expect(text).not.toMatch(/[<>"']/);
        expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
        expect(text).not.toMatch(/[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('writes the lines of a template as one, with a space inside texts and between attributes', () => {
    const made = markup`
      <p class="a"
        id="b">
        ${'a\nb'} is
        one
        ${2}
        text
      </p>
      ${null}
      ${markup`<hr>`}`;
    expect(made.text).toBe('<p class="a" id="b">a b is one 2 text</p><hr>');
  });

  it('takes no object for markup that has only its looks', () => {
    const looks = { text: '<script>' };
    expect(markup`${looks}`.text).toBe('');
  });

  it('cuts a text that no one would read to its end', () => {
    expect(markup`${'x'.repeat(10_000)}`.text).toHaveLength(600);
  });
});
