import { describe, expect, it } from 'vitest';
import { limits } from '../limits.js';
import { lineValue } from './read-line.js';

function faultOf(line: string): string | null {
  const read = lineValue(line);
  return 'unreadable' in read ? read.unreadable : null;
}

// Lines without a single escape are looked through in another way than those with one.
describe.each([
  ['without escapes', '"-"'],
  ['with an escape', '"\\n"'],
])('a line %s', (_name, word) => {
  const deep = (levels: number): string => `${'['.repeat(levels)}${word}${']'.repeat(levels)}`;

  it('is read whatever its texts hold', () => {
    const value = {
      a: '{',
      b: ['}', ',', ':', ''],
      c: { '': '😀', d: JSON.parse(word) as string },
    };
    expect(lineValue(JSON.stringify(value))).toEqual({ value });
  });

  it.each([
    ['a field twice', `{"a":1,"b":${word},"a":2}`, 'the line has the field "a" twice'],
    ['a field twice further in', `[{"a":${word}},{"b":{"a":1,"a":1}}]`, 'has the field "a" twice'],
    ['a prototype', `{"a":${word},"__proto__":{}}`, 'the line has a field named __proto__'],
    ['half a character', `{"a":${word},"b":"\ud800"}`, 'half of a character'],
    ['half a character as a field', `{"a":${word},"\udc00":1}`, 'half of a character'],
  ])('is refused with %s', (_what, line, reason) => {
    expect(faultOf(line)).toContain(reason);
  });

  it('is refused when it is too deep, and not before', () => {
    expect(faultOf(deep(limits.jsonDepthMax))).toBeNull();
    expect(faultOf(deep(limits.jsonDepthMax + 1))).toContain('nested deeper');
  });

  it('has the same field in several objects, and as a value', () => {
    expect(faultOf(`{"a":{"b":"a","a":1},"b":[{"a":${word}},{"a":2}]}`)).toBeNull();
  });
});

it('is refused for what its escapes hold', () => {
  expect(faultOf('{"a":"\\u0000"}')).toContain('NUL');
  expect(faultOf('{"a":"\\ud800"}')).toContain('half of a character');
  expect(faultOf('{"a":1,"\\u0061":2}')).toContain('twice');
});
