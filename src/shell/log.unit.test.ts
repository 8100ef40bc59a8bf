// What is logged is one JSON line, and never a secret.
import { describe, expect, it } from 'vitest';
import { logTo } from './log.js';

function logged(fields: object): { readonly text: string; readonly line: Record<string, unknown> } {
  const written: string[] = [];
  logTo({ write: (text) => void written.push(text) }).info(fields, 'answered');
  const text = written.join('');
  return { text, line: JSON.parse(text) as Record<string, unknown> };
}

describe('the log', () => {
  it('is a JSON line with its time and level, and without the machine', () => {
    const { text, line } = logged({ event: 'answered', status: 200 });
    expect(text.endsWith('\n')).toBe(true);
    expect(Object.keys(line)).toEqual(['level', 'time', 'event', 'status', 'msg']);
    expect(line).toMatchObject({ level: 'info', event: 'answered', status: 200 });
  });

  it.each([
    { authorization: 'Bearer canary-1' },
    { request: { authorization: 'Bearer canary-1' } },
    { headers: { 'x-api-key': 'canary-1' } },
    { request: { headers: { cookie: 'canary-1' } } },
    { body: '{"email":"canary-1"}' },
    { password: 'canary-1', token: 'canary-1', secret: 'canary-1', key: 'canary-1' },
    { connection: { password: 'canary-1' } },
  ])('holds no secret: %j', (fields) => {
    const { text } = logged(fields);
    expect(text).not.toContain('canary-1');
    expect(text).toContain('redacted');
  });
});
