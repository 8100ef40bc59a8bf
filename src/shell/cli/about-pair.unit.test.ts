import { describe, expect, it } from 'vitest';
import { aboutPair } from './about-pair.js';

const curls = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trim().startsWith('curl '));

describe('What a hub says of its made-up systems', () => {
  it('asks for no key where none exists', () => {
    const lines = curls(aboutPair('http://127.0.0.1:7400', true));
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^ {2}curl http:\/\/127\.0\.0\.1:7400\/api\//);
  });

  it('sends a key where there is one, for the hub answers 401 without', () => {
    const text = aboutPair('http://127.0.0.1:7400', false);
    for (const line of curls(text)) expect(line).toContain('"Authorization: Bearer $KEY" http');
    expect(text).toContain('KEY is one that weir keys create gave you.');
  });

  it.each([
    ['http://0.0.0.0:7400', 'http://127.0.0.1:7400/api/counts'],
    ['http://[::]:7400', 'http://[::1]:7400/api/counts'],
    ['http://10.0.0.5:7400', 'http://10.0.0.5:7400/api/counts'],
  ])('names an address that can be called: %s', (listens, called) => {
    expect(curls(aboutPair(listens, false))[0]).toContain(called);
  });
});
